using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ModelWorker.Tests.GrpcHealth;

/// <summary>A frame as it came: for headers their fields, else the payload.</summary>
internal sealed record Frame(byte Type, bool EndsStream, byte[] Payload, IReadOnlyDictionary<string, string> Fields)
{
    public const byte Data = 0, Headers = 1, Reset = 3, Settings = 4, Ping = 6, GoAway = 7, WindowUpdate = 8;
}

/// <summary>
/// HTTP/2 over a bare socket with prior knowledge (RFC 9113, 3.3), one call at a time: what a gRPC client sees, frame by
/// frame, without a library that would smooth it. Fields are sent and read as literals of HPACK (RFC 7541).
/// </summary>
internal sealed class RawHttp2 : IDisposable
{
    private const byte EndStream = 1, Acknowledged = 1, EndHeaders = 4;
    private const int StatusOk = 8;

    private readonly TcpClient _client = new();
    private NetworkStream _stream = null!;
    private int _call = -1;

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    public static async Task<RawHttp2> ConnectAsync(int port)
    {
        var http = new RawHttp2();
        await http._client.ConnectAsync(IPAddress.Loopback, port, Ended);
        http._stream = http._client.GetStream();
        await http._stream.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray(), Ended);
        // No dynamic table (setting 1 is 0): every field says its name.
        await http.SendAsync(Frame.Settings, 0, 0, [0, 1, 0, 0, 0, 0]);
        return http;
    }

    /// <summary>Calls a method with one message.</summary>
    public async Task CallAsync(string path, byte[] body, string contentType = "application/grpc")
    {
        _call += 2;
        var fields = new MemoryStream();
        foreach (var (name, value) in new[] { (":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "worker"), ("content-type", contentType), ("te", "trailers") })
        {
            fields.WriteByte(0);
            Write(fields, name);
            Write(fields, value);
        }

        await SendAsync(Frame.Headers, EndHeaders, _call, fields.ToArray());
        await SendAsync(Frame.Data, EndStream, _call, body);
    }

    /// <summary>The next frame of the call; what concerns the connection is answered and passed over.</summary>
    public async Task<Frame> ReadAsync()
    {
        while (true)
        {
            var head = new byte[9];
            await _stream.ReadExactlyAsync(head, Ended);
            var payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
            await _stream.ReadExactlyAsync(payload, Ended);
            var (type, flags) = (head[3], head[4]);
            if (type is Frame.Settings or Frame.Ping && (flags & Acknowledged) == 0) await SendAsync(type, Acknowledged, 0, type == Frame.Ping ? payload : []);
            if (BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)) != _call || type == Frame.WindowUpdate) continue;
            return new Frame(type, type != Frame.Reset && (flags & EndStream) != 0, payload, type == Frame.Headers ? Fields(payload) : new Dictionary<string, string>());
        }
    }

    /// <summary>Leaves the call (RST_STREAM with CANCEL), as a client does that has seen enough.</summary>
    public Task LeaveAsync() => SendAsync(Frame.Reset, 0, _call, [0, 0, 0, 8]);

    public void Dispose() => _client.Dispose();

    private async Task SendAsync(byte type, byte flags, int stream, byte[] payload)
    {
        byte[] head = [(byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, type, flags, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(5), stream);
        await _stream.WriteAsync((byte[])[.. head, .. payload], Ended);
    }

    private static void Write(MemoryStream fields, string text)
    {
        fields.WriteByte((byte)text.Length);
        fields.Write(Encoding.ASCII.GetBytes(text));
    }

    private static Dictionary<string, string> Fields(byte[] block)
    {
        var fields = new Dictionary<string, string>();
        for (var at = 0; at < block.Length;)
        {
            if ((block[at] & 0x80) != 0)
            {
                var known = Number(block, ref at, 7);
                fields[known == StatusOk ? ":status" : $"#{known}"] = known == StatusOk ? "200" : "";
                continue;
            }

            if ((block[at] & 0xE0) == 0x20)
            {
                Number(block, ref at, 5);
                continue;
            }

            var index = Number(block, ref at, (block[at] & 0x40) != 0 ? 6 : 4);
            var name = index == 0 ? Text(block, ref at) : $"#{index}";
            fields[name] = Text(block, ref at);
        }

        return fields;
    }

    private static string Text(byte[] block, ref int at)
    {
        Assert.True((block[at] & 0x80) == 0, "This client reads no Huffman code.");
        var length = Number(block, ref at, 7);
        at += length;
        return Encoding.ASCII.GetString(block, at - length, length);
    }

    private static int Number(byte[] block, ref int at, int bits)
    {
        var most = (1 << bits) - 1;
        var value = block[at++] & most;
        if (value < most) return value;
        for (var shift = 0; ; shift += 7)
        {
            var part = block[at++];
            value += (part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Benchmarks.Proxies;

/// <summary>One HTTP/1.1 connection that is kept open and costs little: what the client takes, the proxy under test has not.</summary>
internal sealed class LoadClient : IDisposable
{
    private static readonly byte[] Body = """{"model":"flux","prompt":"a large red circle on a blue background","size":"256x144","n":1}"""u8.ToArray();
    private static readonly byte[] Request = [
        .. Encoding.ASCII.GetBytes($"POST /v1/images/generations HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n"),
        .. Body,
    ];

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 60_000 };
    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly string _address;

    public LoadClient(string address)
    {
        _address = address;
        _socket.Connect(IPAddress.Loopback, new Uri(address).Port);
    }

    /// <summary>Sends the request and reads its answer to the end.</summary>
    /// <exception cref="InvalidOperationException">The answer is another than 200 with its length.</exception>
    public void Ask()
    {
        _socket.Send(Request);
        var length = 0;
        var whole = int.MaxValue;
        while (length < whole)
        {
            var read = _socket.Receive(_buffer, length, _buffer.Length - length, SocketFlags.None);
            if (read == 0) throw new InvalidOperationException($"{_address} closed the connection.");
            length += read;
            if (whole == int.MaxValue && _buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) is >= 0 and var end) whole = end + 4 + ContentLength(_buffer.AsSpan(0, end));
        }
    }

    public void Dispose() => _socket.Dispose();

    private int ContentLength(ReadOnlySpan<byte> head)
    {
        var lines = Encoding.ASCII.GetString(head).Split("\r\n");
        const string Name = "Content-Length:";
        return lines[0].Contains(" 200 ", StringComparison.Ordinal) && lines.FirstOrDefault(line => line.StartsWith(Name, StringComparison.OrdinalIgnoreCase)) is { } line
            ? int.Parse(line.AsSpan(Name.Length))
            : throw new InvalidOperationException($"{_address} answered {lines[0]}.");
    }
}

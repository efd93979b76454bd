using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ModelWorker.GrpcHealth;

/// <summary>
/// One call of gRPC over HTTP/2, as its protocol document says: one message in, any number out, the status in a trailer,
/// or among the headers when there is nothing else.
/// </summary>
internal sealed class GrpcCall(HttpContext http)
{
    public const string ContentType = "application/grpc";

    private const int PrefixLength = 5;
    private const int LongestMessage = 64 * 1024;

    /// <summary>Reads the one message of a request.</summary>
    /// <exception cref="GrpcException">It is missing, cut short, compressed or too long.</exception>
    public async Task<byte[]> ReadAsync()
    {
        var body = http.Request.Body;
        var prefix = new byte[PrefixLength];
        if (await body.ReadAtLeastAsync(prefix, PrefixLength, throwOnEndOfStream: false, http.RequestAborted).ConfigureAwait(false) < PrefixLength)
            throw new GrpcException(GrpcStatus.InvalidArgument, "There is no message.");
        if (prefix[0] != 0)
            throw new GrpcException(GrpcStatus.Unimplemented, "Compressed messages are not understood.");
        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix.AsSpan(1));
        if (length > LongestMessage)
            throw new GrpcException(GrpcStatus.ResourceExhausted, $"A message may have {LongestMessage} bytes.");
        var message = new byte[length];
        return await body.ReadAtLeastAsync(message, (int)length, throwOnEndOfStream: false, http.RequestAborted).ConfigureAwait(false) == length
            ? message
            : throw new GrpcException(GrpcStatus.InvalidArgument, "The message is cut short.");
    }

    /// <summary>Sends a message that is framed already.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellation)
    {
        if (!http.Response.HasStarted)
            http.Response.ContentType = ContentType;
        await http.Response.Body.WriteAsync(frame, cancellation).ConfigureAwait(false);
        await http.Response.Body.FlushAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Ends the call. The server ends the stream with it.</summary>
    public void End(GrpcStatus status, string? message = null)
    {
        var code = ((int)status).ToString(CultureInfo.InvariantCulture);
        if (http.Response.HasStarted)
        {
            http.Response.AppendTrailer("grpc-status", code);
            if (message is not null)
                http.Response.AppendTrailer("grpc-message", Percent(message));
            return;
        }
        http.Response.ContentType = ContentType;
        http.Response.Headers["grpc-status"] = code;
        if (message is not null)
            http.Response.Headers["grpc-message"] = Percent(message);
    }

    // What is not printable ASCII, and the percent sign itself, is escaped.
    private static string Percent(string message)
    {
        var text = new StringBuilder();
        foreach (var value in Encoding.UTF8.GetBytes(message))
            _ = value is >= 0x20 and <= 0x7E and not (byte)'%' ? text.Append((char)value) : text.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
        return text.ToString();
    }
}

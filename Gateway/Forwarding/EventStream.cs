using ServiceDefaults.Errors;

namespace Gateway.Forwarding;

/// <summary>
/// Passes server-sent events on and knows whether it stands between two of them: only there can another follow, for
/// what has been sent of an event cannot be taken back.
/// </summary>
internal sealed class EventStream(Stream client) : Stream
{
    public const string MediaType = "text/event-stream";

    // Line ends, as the last bytes of the text: LF LF, LF CR LF (which CR LF CR LF ends with), CR CR.
    private const uint EmptyLine = 0x0A0A;
    private const uint EmptyLineOfCrLf = 0x0A0D0A;
    private const uint EmptyLineOfCr = 0x0D0D;

    // An empty stream is as good as an empty line.
    private uint _tail = EmptyLine;

    public bool IsBetweenEvents => (_tail & 0xFFFF) is EmptyLine or EmptyLineOfCr || (_tail & 0xFFFFFF) == EmptyLineOfCrLf;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Says that the rest will not come.</summary>
    public ValueTask EndAsync(ApiError error) => ErrorEvent.WriteAsync(client, error);

    /// <summary>Nothing of it was sent, and the answer will be another.</summary>
    public void Release(HttpResponse response) => response.Body = client;

    public override void Write(byte[] buffer, int offset, int count)
    {
        Follow(buffer.AsSpan(offset, count));
        client.Write(buffer, offset, count);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Follow(buffer.Span);
        return client.WriteAsync(buffer, cancellationToken);
    }

    public override void Flush() => client.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => client.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Follow(ReadOnlySpan<byte> sent)
    {
        foreach (var value in sent.Length > sizeof(uint) ? sent[^sizeof(uint)..] : sent) _tail = (_tail << 8) | value;
    }
}

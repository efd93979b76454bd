using System.Text;

namespace Aspire.Hosting.Backchannel.Rpc;

/// <summary>Writes framed messages, each whole however many callers there are.</summary>
internal sealed class MessageWriter(Stream stream) : IDisposable
{
    private readonly SemaphoreSlim _oneMessage = new(1);

    public async Task WriteAsync(byte[] body, CancellationToken cancellation)
    {
        byte[] framed = [.. Encoding.ASCII.GetBytes($"Content-Length: {body.Length}\r\n\r\n"), .. body];
        await _oneMessage.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await stream.WriteAsync(framed, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _oneMessage.Release();
        }
    }

    public void Dispose() => _oneMessage.Dispose();
}

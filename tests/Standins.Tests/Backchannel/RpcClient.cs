using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Aspire.Hosting.Backchannel.Rpc;

namespace Standins.Tests.Backchannel;

/// <summary>Speaks to a connection as the Aspire CLI does, or as nobody should.</summary>
internal sealed class RpcClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Stream _stream;
    private readonly MessageReader _reader;
    private readonly CancellationTokenSource _ends = new();

    public RpcClient(RpcMethods methods)
    {
        var (toServer, toClient) = (new Pipe(), new Pipe());
        _stream = new Duplex(toClient.Reader.AsStream(), toServer.Writer.AsStream());
        _reader = new MessageReader(_stream);
        var connection = new RpcConnection(new Duplex(toServer.Reader.AsStream(), toClient.Writer.AsStream()), methods);
        Served = connection.ServeAsync(_ends.Token);
    }

    /// <summary>Ends when the connection does.</summary>
    public Task Served { get; }

    public Task SendAsync(string json) => WriteAsync($"Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");

    public async Task WriteAsync(string text)
    {
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken);
        await _stream.FlushAsync(TestContext.Current.CancellationToken);
    }

    public async Task<JsonElement> ReceiveAsync()
    {
        var message = await _reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience);
        return JsonDocument.Parse(message!).RootElement;
    }

    public async Task<JsonElement> CallAsync(int id, string method, string parameters = "[]")
    {
        await SendAsync(string.Create(CultureInfo.InvariantCulture, $$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}}}"""));
        return await ReceiveAsync();
    }

    public static int ErrorOf(JsonElement answer) => answer.GetProperty("error").GetProperty("code").GetInt32();

    public async ValueTask DisposeAsync()
    {
        await _ends.CancelAsync();
        await Served.WaitAsync(Patience);
        _ends.Dispose();
    }

    private sealed class Duplex(Stream input, Stream output) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => input.ReadAsync(buffer, cancellationToken);

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await output.WriteAsync(buffer, cancellationToken);
            await output.FlushAsync(cancellationToken);
        }

        public override void Flush() => output.Flush();

        public override int Read(byte[] buffer, int offset, int count) => input.Read(buffer, offset, count);

        public override void Write(byte[] buffer, int offset, int count) => output.Write(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}

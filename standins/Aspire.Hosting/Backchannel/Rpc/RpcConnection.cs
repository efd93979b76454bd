using System.Collections.Concurrent;
using System.Text.Json;

namespace Aspire.Hosting.Backchannel.Rpc;

/// <summary>
/// Serves one client: JSON-RPC 2.0 as StreamJsonRpc speaks it. Calls run side by side; bad input is answered with an
/// error and harms nobody else.
/// </summary>
internal sealed class RpcConnection(Stream stream, RpcMethods methods) : IDisposable
{
    private const int MostCalls = 128;

    private static readonly TimeSpan LastCalls = TimeSpan.FromSeconds(2);

    private readonly MessageReader _reader = new(stream);
    private readonly MessageWriter _writer = new(stream);
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _calls = new();
    private readonly ConcurrentDictionary<Task, byte> _running = new();

    /// <summary>Returns when the client has gone or the token says so.</summary>
    public async Task ServeAsync(CancellationToken cancellation)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var enumerators = new RpcEnumerators(ends.Token);
        try
        {
            while (await _reader.ReadAsync(ends.Token).ConfigureAwait(false) is { } message)
                await ReceiveAsync(message, enumerators, ends.Token).ConfigureAwait(false);
        }
        catch (InvalidDataException unreadable)
        {
            // Where the next message begins is not known: this is the client's last answer.
            await AnswerAsync(new RpcFailure(null, RpcException.ParseError, unreadable.Message), ends.Token).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The client or the application has ended.
        }
        finally
        {
            await ends.CancelAsync().ConfigureAwait(false);
            // A command that does not listen must not hold up the application's end.
            await Task.WhenAny(Task.WhenAll(_running.Keys), Task.Delay(LastCalls, CancellationToken.None)).ConfigureAwait(false);
            await enumerators.DisposeAsync().ConfigureAwait(false);
        }
    }

    public void Dispose() => _writer.Dispose();

    private async Task ReceiveAsync(byte[] message, RpcEnumerators enumerators, CancellationToken ends)
    {
        RpcRequest request;
        try
        {
            if (RpcRequest.Parse(message) is not { } parsed)
                return;
            request = parsed;
            if (request.Method == "$/cancelRequest")
            {
                await CancelAsync(request).ConfigureAwait(false);
                return;
            }
        }
        catch (RpcException refused)
        {
            await AnswerAsync(new RpcFailure(null, refused.Code, refused.Message), ends).ConfigureAwait(false);
            return;
        }

        if (_running.Count >= MostCalls)
        {
            await AnswerAsync(
                new RpcFailure(request.Id, RpcException.InvocationFailed, $"At most {MostCalls} calls are answered at a time."), ends).ConfigureAwait(false);
            return;
        }

        // Begun in the order they came: what cancels or aborts finds what it is about.
        var running = CallAsync(request, enumerators, ends);
        _running[running] = 0;
        _ = running.ContinueWith(ended => _running.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private async Task CancelAsync(RpcRequest request)
    {
        try
        {
            if (request.CanceledId is { } id && _calls.TryGetValue(id, out var call))
                await call.CancelAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // It has just been answered.
        }
    }

    private async Task CallAsync(RpcRequest request, RpcEnumerators enumerators, CancellationToken ends)
    {
        using var call = CancellationTokenSource.CreateLinkedTokenSource(ends);
        var key = request.Key;
        if (key is not null)
            _calls[key] = call;
        byte[] answer;
        try
        {
            answer = RpcJson.Bytes(new RpcSuccess(request.Id, await InvokeAsync(request, enumerators, call.Token).ConfigureAwait(false)));
        }
        catch (Exception failure)
        {
            answer = RpcJson.Bytes(new RpcFailure(request.Id, CodeOf(failure), failure.Message));
        }

        if (key is not null)
        {
            _calls.TryRemove(key, out _);
            await AnswerAsync(answer, ends).ConfigureAwait(false);
        }
    }

    private async Task<object?> InvokeAsync(RpcRequest request, RpcEnumerators enumerators, CancellationToken cancellation)
    {
        switch (request.Method)
        {
            case "$/enumerator/next":
                return await enumerators.NextAsync(request.EnumeratorToken, cancellation).ConfigureAwait(false);
            case "$/enumerator/abort":
                await enumerators.AbortAsync(request.EnumeratorToken).ConfigureAwait(false);
                return null;
            default:
                var method = methods.Find(request.Method);
                // A method that does not wait must not hold up the reading.
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                var result = await method(request.Arguments, cancellation).ConfigureAwait(false);
                return result is IAsyncEnumerable<object> sequence ? enumerators.Open(sequence) : result;
        }
    }

    private static int CodeOf(Exception failure) => failure switch
    {
        RpcException refused => refused.Code,
        OperationCanceledException => RpcException.Canceled,
        JsonException => RpcException.InvalidParams,
        _ => RpcException.InvocationFailed,
    };

    private Task AnswerAsync(RpcFailure answer, CancellationToken ends) => AnswerAsync(RpcJson.Bytes(answer), ends);

    /// <summary>Also while the application ends: who asked for that gets his answer.</summary>
    private async Task AnswerAsync(byte[] answer, CancellationToken ends)
    {
        using var patience = new CancellationTokenSource();
        using var registration = ends.UnsafeRegister(last => ((CancellationTokenSource)last!).CancelAfter(LastCalls), patience);
        try
        {
            await _writer.WriteAsync(answer, patience.Token).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Nobody is there to be answered.
        }
    }
}

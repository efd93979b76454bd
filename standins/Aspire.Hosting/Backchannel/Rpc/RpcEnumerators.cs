using System.Collections.Concurrent;

namespace Aspire.Hosting.Backchannel.Rpc;

/// <summary>
/// Sequences that a client reads value by value: a call's result names one by a token, <c>$/enumerator/next</c> asks
/// for what comes next, <c>$/enumerator/abort</c> ends it.
/// </summary>
internal sealed class RpcEnumerators(CancellationToken ends) : IAsyncDisposable
{
    private const int Most = 64;

    private static readonly TimeSpan LastValue = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<long, Sequence> _open = new();
    private long _last;

    /// <exception cref="RpcException">The client has too many open.</exception>
    public object Open(IAsyncEnumerable<object> values)
    {
        if (_open.Count >= Most)
            throw new RpcException(RpcException.InvocationFailed, $"At most {Most} sequences are open at a time.");
        var token = Interlocked.Increment(ref _last);
        _open[token] = new Sequence(values, ends);
        return new Handle(token);
    }

    /// <summary>Waits for the next value.</summary>
    /// <exception cref="RpcException">There is no such sequence.</exception>
    public async Task<object?> NextAsync(long token, CancellationToken cancellation)
    {
        if (!_open.TryGetValue(token, out var sequence))
            throw new RpcException(RpcException.InvalidParams, $"There is no open sequence {token}.");
        var page = await sequence.NextAsync(cancellation).ConfigureAwait(false);
        if (page.Finished)
            await AbortAsync(token).ConfigureAwait(false);
        return page;
    }

    public async Task AbortAsync(long token)
    {
        if (_open.TryRemove(token, out var sequence))
            await sequence.DisposeAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_open.Keys.Select(AbortAsync)).ConfigureAwait(false);

    private sealed record Handle(long Token);

    private sealed record Page(IReadOnlyList<object> Values, bool Finished);

    private sealed class Sequence : IAsyncDisposable
    {
        private readonly CancellationTokenSource _ends;
        private readonly IAsyncEnumerator<object> _values;
        private readonly SemaphoreSlim _oneReader = new(1);

        public Sequence(IAsyncEnumerable<object> values, CancellationToken ends)
        {
            _ends = CancellationTokenSource.CreateLinkedTokenSource(ends);
            _values = values.GetAsyncEnumerator(_ends.Token);
        }

        public async Task<Page> NextAsync(CancellationToken cancellation)
        {
            await _oneReader.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                // Who gives up waiting for a value gives up the sequence.
                using var registration = cancellation.UnsafeRegister(ends => ((CancellationTokenSource)ends!).Cancel(), _ends);
                return await _values.MoveNextAsync().ConfigureAwait(false) ? new Page([_values.Current], false) : new Page([], true);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return new Page([], true);
            }
            finally
            {
                _oneReader.Release();
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _ends.CancelAsync().ConfigureAwait(false);
            // A sequence that does not listen is left to itself: it must hold up neither the client nor the application's end.
            if (!await _oneReader.WaitAsync(LastValue, CancellationToken.None).ConfigureAwait(false))
                return;
            try
            {
                await _values.DisposeAsync().AsTask().WaitAsync(LastValue, CancellationToken.None).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                return;
            }

            _ends.Dispose();
        }
    }
}

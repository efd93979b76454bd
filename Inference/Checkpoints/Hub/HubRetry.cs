namespace Inference.Checkpoints.Hub;

/// <summary>An answer that may be another one later; the Hub may say when.</summary>
internal sealed class HubBusyException(string message, TimeSpan? after) : IOException(message)
{
    public TimeSpan? After { get; } = after;
}

/// <summary>Tries again after what passes: lost connections, and servers that are busy or broken. What brought bytes counts as a new beginning.</summary>
internal sealed class HubRetry(TimeProvider time)
{
    internal const int Attempts = 6;

    internal static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    public async Task<T> RunAsync<T>(HubAddress address, Func<Task<T>> work, CancellationToken cancellation, Func<long>? position = null)
    {
        var reached = position?.Invoke() ?? 0;
        for (var attempt = 1; ; attempt++)
        {
            Exception failure;
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (Exception passing) when (passing is HttpRequestException or HttpIOException or HubBusyException)
            {
                failure = passing;
            }

            if (position?.Invoke() is { } now && now > reached)
                (reached, attempt) = (now, 1);
            if (attempt == Attempts)
                throw new HubException($"{address} cannot be fetched: {failure.Message} What has come is kept; the next attempt goes on from there.", failure);
            await Task.Delay(PauseAfter(attempt, failure), time, cancellation).ConfigureAwait(false);
        }
    }

    private static TimeSpan PauseAfter(int attempt, Exception failure)
    {
        var pause = failure is HubBusyException { After: { } after } && after > TimeSpan.Zero ? after : TimeSpan.FromSeconds(1 << (attempt - 1));
        return pause < LongestPause ? pause : LongestPause;
    }
}

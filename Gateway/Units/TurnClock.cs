namespace Gateway.Units;

/// <summary>
/// Measures what a worker's devices need for a request, from outside: the time between two answers, while requests wait
/// at it all along. A worker that is not full tells nothing of what it could do.
/// </summary>
internal sealed class TurnClock(TimeProvider time)
{
    private readonly Lock _lock = new();
    private int _outstanding;
    private long? _last;

    public void Begin()
    {
        lock (_lock) _outstanding++;
    }

    /// <param name="inWork">So many at once keep the worker busy.</param>
    /// <param name="answered">Whether this was an answer, not a refusal or a failure.</param>
    /// <returns>The time since the answer before; null when the worker may have idled in it.</returns>
    public TimeSpan? End(int inWork, bool answered)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            TimeSpan? turn = answered && _last is { } last ? time.GetElapsedTime(last, now) : null;
            _outstanding--;
            _last = answered && _outstanding >= inWork ? now : null;
            return turn;
        }
    }
}

namespace Gateway.Units;

/// <summary>A request at a worker: when it came there, and whether nothing was before it.</summary>
internal readonly record struct Turn(long Start, bool Alone);

/// <summary>
/// Measures a worker from outside: what a request takes that has it alone, and what each takes of one that is never idle,
/// the time between two answers while requests wait all along. A worker that is not full tells nothing of what it could do,
/// and one that is full nothing of how soon it could answer.
/// </summary>
internal sealed class TurnClock(TimeProvider time)
{
    private readonly Lock _lock = new();
    private int _outstanding;
    private long? _last;

    /// <param name="alone">Whether the worker has nothing else, from anybody.</param>
    public Turn Begin(bool alone)
    {
        lock (_lock) _outstanding++;
        return new Turn(time.GetTimestamp(), alone);
    }

    /// <param name="inWork">So many at once keep the worker busy.</param>
    /// <param name="answered">Whether this was an answer, not a refusal or a failure.</param>
    /// <returns>Latency of a request that had the worker alone; time since the answer before, when the worker was busy all along.</returns>
    public (TimeSpan? Latency, TimeSpan? Interval) End(Turn turn, int inWork, bool answered)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            TimeSpan? interval = answered && _last is { } last ? time.GetElapsedTime(last, now) : null;
            _outstanding--;
            _last = answered && _outstanding >= inWork ? now : null;
            return (answered && turn.Alone ? time.GetElapsedTime(turn.Start, now) : null, interval);
        }
    }
}

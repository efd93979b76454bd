namespace Gateway.Units;

/// <summary>What a unit served at one size.</summary>
internal sealed class Served(TimeProvider time)
{
    // An exponentially weighted mean over about the last twenty answers.
    private const double Smoothing = 0.1;

    private readonly Lock _lock = new();
    private readonly RateWindow _window = new(time);
    private readonly RateWindow _answers = new(time);
    private readonly RateWindow _answerTicks = new(time);
    private long _requests;
    private long _pinned;
    private double? _seconds;

    /// <summary>Answers that routing sent here.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Answers to requests that asked for this unit by name: no part of its share.</summary>
    public long Pinned => Interlocked.Read(ref _pinned);

    /// <summary>Time of an answer as clients see it, queue included; null before the first.</summary>
    public TimeSpan? Latency
    {
        get
        {
            lock (_lock) return _seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        }
    }

    /// <summary>Requests that arrived for it in the last minute.</summary>
    public int ArrivedInLastMinute => _window.Count;

    /// <summary>Mean time of the answers that ended in the last minute; null without any.</summary>
    public TimeSpan? LatencyInLastMinute => _answers.Sum is > 0 and var answers ? TimeSpan.FromTicks(_answerTicks.Sum / answers) : null;

    public void Arrived() => _window.Add();

    public void Answered(bool pinned, TimeSpan? latency)
    {
        Interlocked.Increment(ref pinned ? ref _pinned : ref _requests);
        if (latency is not { TotalSeconds: var seconds, Ticks: var ticks }) return;
        _answerTicks.Add(ticks);
        _answers.Add();
        lock (_lock) _seconds = _seconds is { } mean ? mean + (Smoothing * (seconds - mean)) : seconds;
    }
}

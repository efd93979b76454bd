namespace Gateway.Units;

/// <summary>What a unit served at one size.</summary>
internal sealed class Served(TimeProvider time)
{
    private readonly RateWindow _window = new(time);
    private readonly RateWindow _answers = new(time);
    private readonly RateWindow _answerTicks = new(time);
    private long _requests;
    private long _pinned;
    private long _delivered;
    private long _elsewhere;
    private int _held;

    /// <summary>Answers that routing sent here.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Answers to requests that asked for this unit by name: no part of its share.</summary>
    public long Pinned => Interlocked.Read(ref _pinned);

    /// <summary>Pictures or texts of good answers, pinned ones too: what a bill is divided by.</summary>
    public long Delivered => Interlocked.Read(ref _delivered);

    /// <summary>Times of answers as clients see them, queue included.</summary>
    public MovingMean Latency { get; } = new();

    /// <summary>Times of answers that a worker gave while it had nothing else: the latency that weights are computed from.</summary>
    public MovingMean Alone { get; } = new();

    /// <summary>Times that an answer takes of a worker that is never idle: 60 s over these is what it makes a minute.</summary>
    public MovingMean Turn { get; } = new();

    /// <summary>Times of the last answers as clients see them, where somebody needs more than their mean.</summary>
    public RecentTimes Recent { get; } = new();

    /// <summary>Requests that arrived for it in the last minute.</summary>
    public int ArrivedInLastMinute => _window.Count;

    /// <summary>Requests that wait for it to wake, and have arrived nowhere yet.</summary>
    public int Held => Volatile.Read(ref _held);

    /// <summary>Requests a minute that it is asked for: each counts once, as waiting or as arrived.</summary>
    public int AskedInLastMinute => ArrivedInLastMinute + Held;

    /// <summary>Mean time of the answers that ended in the last minute; null without any.</summary>
    public TimeSpan? LatencyInLastMinute => LastMinute is { Answers: > 0 } minute ? minute.Time / minute.Answers : null;

    /// <summary>Answers that ended in the last minute, and the time that they took together.</summary>
    public (long Answers, TimeSpan Time) LastMinute => (_answers.Sum, TimeSpan.FromTicks(_answerTicks.Sum));

    /// <summary>What it delivered by way of other replicas of this gateway, since these are known.</summary>
    public long Elsewhere => Interlocked.Read(ref _elsewhere);

    public void DeliveredElsewhere(long count) => Interlocked.Add(ref _elsewhere, count);

    public void Arrived() => _window.Add();

    /// <summary>To be called with 1 when a request begins to wait for it, and with -1 when it ends; gives how many wait.</summary>
    public int Hold(int change) => Interlocked.Add(ref _held, change);

    /// <param name="latency">Of a good answer; null: it was an error, which nobody wanted.</param>
    /// <param name="count">Pictures or texts of it.</param>
    public void Answered(bool pinned, TimeSpan? latency, int count = 1)
    {
        Interlocked.Increment(ref pinned ? ref _pinned : ref _requests);
        if (latency is not { } time) return;
        Interlocked.Add(ref _delivered, count);
        _answerTicks.Add(time.Ticks);
        _answers.Add();
        Latency.Add(time);
    }
}

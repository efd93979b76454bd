namespace Benchmarks.Day;

/// <summary>Time that passes when the replay says so.</summary>
internal sealed class VirtualTime(DateTimeOffset start) : TimeProvider
{
    /// <summary>Since the start.</summary>
    public TimeSpan Now { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    // Nothing that the gateway keeps lies before its start.
    public override long GetTimestamp() => (TimeSpan.FromDays(1) + Now).Ticks;

    public override DateTimeOffset GetUtcNow() => start + Now;

    public void MoveTo(TimeSpan now) => Now = now > Now ? now : Now;
}

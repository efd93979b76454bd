using System.Collections.Concurrent;

namespace Gateway.Tests.Cluster;

/// <summary>Time that stands still: pauses are over at once, and written down; what takes minutes never comes.</summary>
internal sealed class PauselessTime(DateTimeOffset now) : TimeProvider
{
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(1);

    public DateTimeOffset Now { get; set; } = now;

    public ConcurrentQueue<TimeSpan> Pauses { get; } = [];

    public override DateTimeOffset GetUtcNow() => Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Pauses.Enqueue(dueTime);
        return base.CreateTimer(callback, state, dueTime > Never ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}

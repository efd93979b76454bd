namespace Shared;

/// <summary>Time that passes when a test says so, its timers included.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Timer> _timers = [];
    private TimeSpan _now = TimeSpan.FromDays(1);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How long until each timer that waits, the next one first.</summary>
    public TimeSpan[] Waits
    {
        get
        {
            lock (_gate)
                return [.. _timers.Select(timer => timer.Due - _now).Order()];
        }
    }

    /// <summary>How long until the next timer; null when none waits.</summary>
    public TimeSpan? Next => Waits is [var first, ..] ? first : null;

    public override long GetTimestamp()
    {
        lock (_gate)
            return _now.Ticks;
    }

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + TimeSpan.FromTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time pass; every timer that is due by then is called once, on this thread.</summary>
    public void Advance(TimeSpan by)
    {
        Timer[] due;
        lock (_gate)
        {
            _now += by;
            due = [.. _timers.Where(timer => timer.Due <= _now)];
            foreach (var timer in due)
                timer.Set(timer.Period > TimeSpan.Zero ? timer.Period : Timeout.InfiniteTimeSpan);
        }

        foreach (var timer in due)
            timer.Call();
    }

    private sealed class Timer(ManualTime time, Action call) : ITimer
    {
        public TimeSpan Due { get; private set; }

        public TimeSpan Period { get; private set; }

        public void Call() => call();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                Period = period;
                Set(dueTime);
            }

            return true;
        }

        /// <summary>The gate must be held.</summary>
        public void Set(TimeSpan wait)
        {
            time._timers.Remove(this);
            if (wait == Timeout.InfiniteTimeSpan)
                return;
            Due = time._now + wait;
            time._timers.Add(this);
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}

namespace Gateway.Units;

/// <summary>Counts or adds up what happened in the last minute, to the second.</summary>
internal sealed class RateWindow(TimeProvider time)
{
    private const int Seconds = 60;

    private readonly Lock _lock = new();
    private readonly long[] _sums = new long[Seconds];
    private readonly long _start = time.GetTimestamp();
    private long _now;
    private long _sum;

    public int Count => (int)Math.Min(Sum, int.MaxValue);

    public long Sum
    {
        get
        {
            lock (_lock)
            {
                Advance();
                return _sum;
            }
        }
    }

    public void Add(long amount = 1)
    {
        lock (_lock)
        {
            Advance();
            _sums[_now % Seconds] += amount;
            _sum += amount;
        }
    }

    private void Advance()
    {
        var now = (long)time.GetElapsedTime(_start).TotalSeconds;
        for (var second = Math.Max(_now + 1, now - Seconds + 1); second <= now; second++)
        {
            _sum -= _sums[second % Seconds];
            _sums[second % Seconds] = 0;
        }

        _now = Math.Max(_now, now);
    }
}

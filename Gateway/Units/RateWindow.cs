namespace Gateway.Units;

/// <summary>Counts what happened in the last minute, to the second.</summary>
internal sealed class RateWindow(TimeProvider time)
{
    private const int Seconds = 60;

    private readonly Lock _lock = new();
    private readonly int[] _counts = new int[Seconds];
    private readonly long _start = time.GetTimestamp();
    private long _now;
    private int _sum;

    public int Count
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

    public void Add()
    {
        lock (_lock)
        {
            Advance();
            _counts[_now % Seconds]++;
            _sum++;
        }
    }

    private void Advance()
    {
        var now = (long)time.GetElapsedTime(_start).TotalSeconds;
        for (var second = Math.Max(_now + 1, now - Seconds + 1); second <= now; second++)
        {
            _sum -= _counts[second % Seconds];
            _counts[second % Seconds] = 0;
        }

        _now = Math.Max(_now, now);
    }
}

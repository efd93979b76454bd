namespace Gateway.Units;

/// <summary>The last hundred times of answers, and how long most of them took.</summary>
internal sealed class RecentTimes
{
    private const int Kept = 100;

    // Of fewer, one odd answer would be the measure.
    private const int Least = 20;

    private readonly Lock _lock = new();
    private readonly TimeSpan[] _times = new TimeSpan[Kept];
    private int _count;

    public void Add(TimeSpan time)
    {
        lock (_lock)
        {
            // Which place is next is all that is to be known of it beyond the first hundred.
            if (_count >= Kept * 2) _count = Kept + (_count % Kept);
            _times[_count++ % Kept] = time;
        }
    }

    /// <summary>The time that this part of them took at most; null before there are enough.</summary>
    public TimeSpan? Within(double part)
    {
        TimeSpan[] sorted;
        lock (_lock)
        {
            if (_count < Least) return null;
            sorted = _times[..Math.Min(_count, Kept)];
        }

        Array.Sort(sorted);
        return sorted[Math.Min(sorted.Length - 1, (int)(part * sorted.Length))];
    }
}

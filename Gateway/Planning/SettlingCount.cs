namespace Gateway.Planning;

/// <summary>A number that grows at once and falls only to the most that was asked for in a while.</summary>
internal sealed class SettlingCount(TimeProvider time)
{
    // Those that may yet be the most: each is less than all before it, so the first is the most, and however often is asked, few are kept.
    private readonly LinkedList<(long Time, int Count)> _asked = new();

    /// <summary>How many it keeps.</summary>
    internal int Kept => _asked.Count;

    public int Next(int count, TimeSpan settle)
    {
        var now = time.GetTimestamp();
        while (_asked.First is { } oldest && time.GetElapsedTime(oldest.Value.Time, now) >= settle) _asked.RemoveFirst();
        while (_asked.Last is { } last && last.Value.Count <= count) _asked.RemoveLast();
        _asked.AddLast((now, count));
        return _asked.First!.Value.Count;
    }
}

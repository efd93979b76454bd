namespace Gateway.Planning;

/// <summary>A number that grows at once and falls only to the most that was asked for in a while.</summary>
internal sealed class SettlingCount(TimeProvider time)
{
    private readonly Queue<(long Time, int Count)> _asked = new();

    public int Next(int count, TimeSpan settle)
    {
        var now = time.GetTimestamp();
        while (_asked.TryPeek(out var oldest) && time.GetElapsedTime(oldest.Time, now) >= settle) _asked.Dequeue();
        _asked.Enqueue((now, count));
        return _asked.Max(asked => asked.Count);
    }
}

namespace Gateway.Planning;

/// <summary>
/// Requests of the last half hour, minute by minute, and what they let expect. A replica that is launched now serves only
/// when it has started, so what counts is the demand of then: the level of the last minutes, and the way it has come in as
/// long a time as is looked ahead.
/// </summary>
internal sealed class DemandHistory(TimeProvider time)
{
    /// <summary>So many minutes are a level: fewer follow chance, more follow late.</summary>
    public const int LevelMinutes = 5;

    // Growth that has begun is more likely to quicken than not, and a replica too few costs more than one too early.
    private const double Haste = 1.1;
    private const int Minutes = 64;

    private readonly Lock _lock = new();
    private readonly int[] _counts = new int[Minutes];
    private readonly long _start = time.GetTimestamp();
    private long _now;
    private long _total;

    /// <summary>Requests that came here since the start.</summary>
    public long Total => Interlocked.Read(ref _total);

    public void Add()
    {
        Interlocked.Increment(ref _total);
        AddElsewhere(1);
    }

    /// <summary>Requests came to other replicas of this gateway: they are demand for the same units.</summary>
    public void AddElsewhere(long count)
    {
        if (count <= 0) return;
        lock (_lock)
        {
            Advance();
            _counts[_now % Minutes] += (int)Math.Min(count, int.MaxValue / 2);
        }
    }

    /// <summary>Requests a minute now.</summary>
    public double Level()
    {
        lock (_lock)
        {
            Advance();
            return Mean(0);
        }
    }

    /// <summary>Requests a minute to be expected within the time ahead: never less than now, for what falls may rise.</summary>
    public double Within(TimeSpan ahead)
    {
        lock (_lock)
        {
            Advance();
            var minutes = Math.Clamp((int)Math.Round(ahead.TotalMinutes), LevelMinutes, Minutes - LevelMinutes - 2);
            var level = Mean(0);
            return _now < minutes + LevelMinutes ? level : level + (Haste * Math.Max(0, level - Mean(minutes)));
        }
    }

    /// <summary>Of whole minutes, the last one ended <paramref name="ago"/> minutes ago.</summary>
    private double Mean(int ago)
    {
        double sum = 0;
        var count = 0;
        for (var minute = _now - 1 - ago; minute > _now - 1 - ago - LevelMinutes && minute >= 0; minute--, count++) sum += _counts[minute % Minutes];

        // Before the first whole minute, what there is.
        return count > 0 ? sum / count : _counts[_now % Minutes];
    }

    private void Advance()
    {
        var now = (long)time.GetElapsedTime(_start).TotalMinutes;
        for (var minute = Math.Max(_now + 1, now - Minutes + 1); minute <= now; minute++) _counts[minute % Minutes] = 0;
        _now = Math.Max(_now, now);
    }
}

namespace Gateway.Units;

/// <summary>
/// How much of its usual part a worker gets that was away and is back: more with time, in tenths, so that one that fails
/// again at once has cost little. A worker's first start is no return.
/// </summary>
internal sealed class ReturnRamp(TimeProvider time, TimeSpan duration)
{
    private const double Steps = 10;

    private long? _since;
    private double _share = 1;

    /// <summary>Above 0, up to 1.</summary>
    public double Share => Volatile.Read(ref _share);

    public void Begin()
    {
        if (duration <= TimeSpan.Zero) return;
        _since = time.GetTimestamp();
        Volatile.Write(ref _share, 1 / Steps);
    }

    /// <summary>Takes account of the time that has passed; true when the share has grown.</summary>
    public bool Advance()
    {
        if (_since is not { } since) return false;
        var share = Math.Min(1, Math.Max(1, Math.Floor(time.GetElapsedTime(since) / duration * Steps)) / Steps);
        if (share >= 1) _since = null;
        if (share <= _share) return false;
        Volatile.Write(ref _share, share);
        return true;
    }
}

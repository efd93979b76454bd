namespace Gateway.Admission;

/// <summary>
/// A rate. What a minute allows may be taken at once and comes back evenly. What is more than a minute allows may be taken
/// from a full bucket and is paid back before the next: otherwise it never could. Not for several threads at once.
/// </summary>
internal sealed class TokenBucket(TimeProvider time)
{
    // What a wait gives back is right but for rounding.
    private const double Rounding = 1e-6;

    private double? _perMinute;
    private double _left;
    private long _last;

    /// <summary>Null: any amount. A change leaves what was taken taken.</summary>
    public double? PerMinute
    {
        get => _perMinute;
        set
        {
            if (value == _perMinute) return;
            Refill();
            _left = _perMinute is { } before ? _left + (value ?? 0) - before : value ?? 0;
            _perMinute = value;
            _last = time.GetTimestamp();
        }
    }

    /// <summary>Whole units that may be taken now.</summary>
    public long Left
    {
        get
        {
            Refill();
            return (long)Math.Max(0, _left + Rounding);
        }
    }

    /// <summary>How long until it is full again.</summary>
    public TimeSpan UntilFull => WaitFor(double.PositiveInfinity);

    /// <summary>How long until so much may be taken; 0: now.</summary>
    public TimeSpan WaitFor(double amount)
    {
        if (_perMinute is not { } perMinute) return TimeSpan.Zero;
        Refill();
        var missing = Math.Min(amount, perMinute) - _left;
        return missing <= Rounding ? TimeSpan.Zero : TimeSpan.FromMinutes(missing / perMinute);
    }

    public void Take(double amount)
    {
        if (_perMinute is not null) _left -= amount;
    }

    public void GiveBack(double amount)
    {
        if (_perMinute is { } perMinute) _left = Math.Min(perMinute, _left + amount);
    }

    private void Refill()
    {
        if (_perMinute is not { } perMinute) return;
        var now = time.GetTimestamp();
        _left = Math.Min(perMinute, _left + (time.GetElapsedTime(_last, now).TotalMinutes * perMinute));
        _last = now;
    }
}

namespace Gateway.Units;

/// <summary>An exponentially weighted mean of times, that knows of how many.</summary>
internal sealed class MovingMean
{
    // About the last twenty count.
    private const double Smoothing = 0.1;

    private readonly Lock _lock = new();
    private double _seconds;
    private long _samples;

    public long Samples => Interlocked.Read(ref _samples);

    /// <summary>The mean once there are so many samples (at least one), else null.</summary>
    public TimeSpan? MeanOf(int floor)
    {
        lock (_lock) return _samples >= Math.Max(1, floor) ? TimeSpan.FromSeconds(_seconds) : null;
    }

    public void Add(TimeSpan time)
    {
        lock (_lock)
        {
            // The first ones weigh alike: one odd start must not stay for twenty answers.
            _samples++;
            _seconds += Math.Max(Smoothing, 1.0 / _samples) * (time.TotalSeconds - _seconds);
        }
    }
}

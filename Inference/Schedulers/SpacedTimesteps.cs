namespace Inference.Schedulers;

/// <summary>
/// Which of the training's steps a schedule visits, the noisiest first (Lin et al. 2024, table 2, names the three ways).
/// </summary>
internal sealed record SpacedTimesteps
{
    private readonly string _spacing;
    private readonly int _trainSteps;
    private readonly int _offset;

    public SpacedTimesteps(SchedulerConfig config, int trainSteps, string otherwise)
    {
        _spacing = config.OneOf("timestep_spacing", otherwise, "leading", "linspace", "trailing");
        (_trainSteps, _offset) = (trainSteps, (int)config.Number("steps_offset", 0));
    }

    /// <summary>Whether the noisiest step of the training is the first.</summary>
    public bool BeginsAtTheEnd => _spacing is "linspace" or "trailing";

    /// <summary>So many steps; those spread evenly over the whole range may lie between two.</summary>
    public double[] For(int steps)
    {
        Check(steps);
        return _spacing switch
        {
            "leading" => Leading(steps, _trainSteps / steps),
            "trailing" => Trailing(steps),
            _ => Even(steps),
        };
    }

    /// <summary>So many steps out of one more, of which the least noisy is left out.</summary>
    public double[] WithoutLast(int steps)
    {
        Check(steps);
        return _spacing switch
        {
            "leading" => [.. Leading(steps + 1, _trainSteps / (steps + 1)).SkipLast(1)],
            "trailing" => Trailing(steps),
            _ => [.. Even(steps + 1).SkipLast(1)],
        };
    }

    private double[] Leading(int steps, int ratio) => [.. Enumerable.Range(0, steps).Select(i => (double)Math.Min((steps - 1 - i) * ratio + _offset, _trainSteps - 1))];

    private double[] Trailing(int steps) => [.. Enumerable.Range(0, steps).Select(i => Math.Round(_trainSteps - i * ((double)_trainSteps / steps)) - 1)];

    private double[] Even(int steps) => steps == 1
        ? [0]
        : [.. Enumerable.Range(0, steps).Select(i => i == 0 ? _trainSteps - 1 : (steps - 1 - i) * ((_trainSteps - 1.0) / (steps - 1)))];

    private void Check(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, _trainSteps);
    }
}

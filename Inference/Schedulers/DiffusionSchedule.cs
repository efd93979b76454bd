namespace Inference.Schedulers;

/// <summary>The steps of one picture's denoising.</summary>
/// <param name="Steps">In order. PNDM has one more than was asked for.</param>
/// <param name="InitialScale">What unit noise is multiplied with to be the first sample.</param>
/// <param name="Depth">The most that a step takes from earlier ones.</param>
public sealed record DiffusionSchedule(IReadOnlyList<DiffusionStep> Steps, double InitialScale, int Depth)
{
    /// <summary>
    /// The steps down to a share of the training's steps: with 0.8 the least noisy fifth is left to a refiner.
    /// </summary>
    /// <param name="end">0 to 1, from pure noise on.</param>
    /// <param name="trainSteps">Steps the model was trained with.</param>
    public DiffusionSchedule Until(double end, int trainSteps) =>
        this with { Steps = [.. Steps.Where(step => step.Timestep >= Cutoff(end, trainSteps))] };

    /// <summary>How many steps come before a share of the training's steps: a refiner begins behind them.</summary>
    /// <inheritdoc cref="Until"/>
    public int Before(double start, int trainSteps) => Steps.Count(step => step.Timestep >= Cutoff(start, trainSteps));

    private static double Cutoff(double share, int trainSteps) => Math.Round(trainSteps - share * trainSteps);
}

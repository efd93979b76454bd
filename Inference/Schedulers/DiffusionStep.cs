namespace Inference.Schedulers;

/// <summary>
/// One step of a diffusion schedule as numbers. Every scheduler here is linear in the sample, in the model's output and in what
/// earlier steps left, so one program on the device takes the steps of all of them.
/// </summary>
public sealed record DiffusionStep
{
    /// <summary>What the model is told, 0 … the number of steps it was trained with.</summary>
    public required float Timestep { get; init; }

    /// <summary>What the sample is multiplied with before the model sees it.</summary>
    public double InputScale { get; init; } = 1;

    /// <summary>Sample and output in the next sample.</summary>
    public required Blend Next { get; init; }

    /// <summary>What earlier steps left in the next sample, the latest first; at most <see cref="DiffusionSchedule.Depth"/>.</summary>
    public IReadOnlyList<double> History { get; init; } = [];

    /// <summary>What this step leaves to later ones; null: nothing.</summary>
    public Blend? Kept { get; init; }

    /// <summary>The picture as the model predicts it now.</summary>
    public required Blend Denoised { get; init; }

    /// <summary>Share of a clean picture in a sample before this step; the rest is <see cref="Noise"/>.</summary>
    public required double Signal { get; init; }

    /// <summary>Share of noise in a sample before this step.</summary>
    public required double Noise { get; init; }
}

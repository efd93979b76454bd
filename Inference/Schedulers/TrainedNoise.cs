namespace Inference.Schedulers;

/// <summary>
/// The noise that a diffusion model was trained with, at each of its steps. In single precision as the reference computes it: at
/// low noise the last digits of the shares decide.
/// </summary>
internal sealed class TrainedNoise
{
    private readonly float[] _cumulative;

    public TrainedNoise(SchedulerConfig config)
    {
        Steps = (int)config.Number("num_train_timesteps", 1000);
        config.Refuse("rescale_betas_zero_snr");
        var (start, end) = (config.Number("beta_start", 0.0001), config.Number("beta_end", 0.02));
        var betas = config.Numbers("trained_betas") is { } trained
            ? [.. trained.Select(b => (float)b)]
            : config.OneOf("beta_schedule", "linear", "linear", "scaled_linear", "squaredcos_cap_v2") switch
            {
                "linear" => Even(start, end),
                "scaled_linear" => [.. Even(Math.Sqrt(start), Math.Sqrt(end)).Select(b => b * b)],
                _ => Cosine(),
            };
        _cumulative = new float[betas.Length];
        Steps = betas.Length;
        var product = 1.0;
        for (var i = 0; i < betas.Length; i++)
            _cumulative[i] = (float)(product *= 1 - betas[i]);
        Sigmas = [.. _cumulative.Select(c => MathF.Sqrt((1 - c) / c))];
    }

    /// <summary>How many there are.</summary>
    public int Steps { get; }

    /// <summary>Share of the picture in the variance of a sample after each step, falling.</summary>
    public IReadOnlyList<float> Cumulative => _cumulative;

    /// <summary>Noise beside a picture of share 1, rising.</summary>
    public float[] Sigmas { get; }

    /// <summary>Noise at a step between two, on the straight line through them.</summary>
    public double SigmaAt(double step)
    {
        var low = Math.Clamp((int)step, 0, Steps - 2);
        var part = Math.Clamp(step - low, 0, 1);
        return part == 1 ? Sigmas[low + 1] : Sigmas[low] + part * ((double)Sigmas[low + 1] - Sigmas[low]);
    }

    /// <summary>The step, between two where need be, whose noise has this logarithm nearest.</summary>
    public double StepOf(double sigma)
    {
        var logarithm = Math.Log(Math.Max(sigma, 1e-10));
        var low = Math.Clamp(Array.FindLastIndex(Sigmas, s => Math.Log(s) <= logarithm), 0, Steps - 2);
        var (below, above) = (Math.Log(Sigmas[low]), Math.Log(Sigmas[low + 1]));
        return low + Math.Clamp((below - logarithm) / (below - above), 0, 1);
    }

    private float[] Even(double start, double end)
    {
        var (first, last) = ((float)start, (float)end);
        var step = (last - first) / (Steps - 1);
        return [.. Enumerable.Range(0, Steps).Select(i => i < Steps / 2 ? first + step * i : last - step * (Steps - 1 - i))];
    }

    /// <summary>The squared cosine of Nichol and Dhariwal (2021).</summary>
    private float[] Cosine()
    {
        double Share(double time) => Math.Pow(Math.Cos((time + 0.008) / 1.008 * Math.PI / 2), 2);
        return [.. Enumerable.Range(0, Steps).Select(i => (float)Math.Min(1 - Share((i + 1.0) / Steps) / Share((double)i / Steps), 0.999))];
    }
}

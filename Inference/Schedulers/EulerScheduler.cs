namespace Inference.Schedulers;

/// <summary>EulerDiscreteScheduler (Karras et al. 2022, algorithm 2 without added noise): a sample is the picture plus sigma times noise.</summary>
internal sealed class EulerScheduler : IDiffusionScheduler
{
    private readonly TrainedNoise _noise;
    private readonly SpacedTimesteps _timesteps;
    private readonly Prediction _prediction;
    private readonly bool _karras;
    private readonly double _last;

    public EulerScheduler(SchedulerConfig config)
    {
        config.Refuse("use_exponential_sigmas", "use_beta_sigmas");
        config.OneOf("timestep_type", "discrete", "discrete");
        config.OneOf("interpolation_type", "linear", "linear");
        _karras = config.Flag("use_karras_sigmas");
        _noise = new TrainedNoise(config);
        _timesteps = new SpacedTimesteps(config, _noise.Steps, "linspace");
        _prediction = new Prediction(config);
        _last = config.OneOf("final_sigmas_type", "zero", "zero", "sigma_min") == "zero" ? 0 : _noise.Sigmas[0];
    }

    public int TrainSteps => _noise.Steps;

    public DiffusionSchedule For(int steps, int first = 0)
    {
        var timesteps = _timesteps.For(steps);
        double[] sigmas = [.. timesteps.Select(t => _noise.SigmaAt((float)t))];
        if (_karras)
        {
            sigmas = KarrasSigmas.Between(sigmas[0], sigmas[^1], steps);
            timesteps = [.. sigmas.Select(_noise.StepOf)];
        }
        // In single precision, as the levels are stored.
        double[] levels = [.. sigmas.Select(s => (double)(float)s), (float)_last];
        var highest = levels.Max();
        var scale = _timesteps.BeginsAtTheEnd ? highest : Math.Sqrt(highest * highest + 1);
        return new DiffusionSchedule([.. Enumerable.Range(first, steps - first).Select(i => Step(timesteps[i], levels[i], levels[i + 1]))], scale, 0);
    }

    private DiffusionStep Step(double timestep, double sigma, double next)
    {
        var signal = 1 / Math.Sqrt(sigma * sigma + 1);
        // The model's scale is the one where the squares add up to 1.
        var unit = _prediction.Clean(signal, sigma * signal);
        var clean = new Blend(unit.Sample * signal, unit.Output);
        var part = next / sigma;
        return new DiffusionStep
        {
            Timestep = (float)timestep,
            InputScale = signal,
            Next = part * Blend.OfSample + (1 - part) * clean,
            Denoised = clean,
            Signal = 1,
            Noise = sigma,
        };
    }
}

namespace Inference.Schedulers;

/// <summary>
/// DPMSolverMultistepScheduler as DPM-Solver++ (Lu et al. 2022): the second order form that extrapolates from this step's predicted
/// picture and the one before.
/// </summary>
internal sealed class DpmSolverScheduler : IDiffusionScheduler
{
    /// <summary>With fewer steps the last one is of first order.</summary>
    private const int FewSteps = 15;

    private readonly TrainedNoise _noise;
    private readonly SpacedTimesteps _timesteps;
    private readonly Prediction _prediction;
    private readonly int _order;
    private readonly bool _karras;
    private readonly bool _endsWithEuler;
    private readonly bool _endsWithEulerWhenFew;
    private readonly double _last;

    public DpmSolverScheduler(SchedulerConfig config)
    {
        config.Refuse("thresholding", "use_exponential_sigmas", "use_beta_sigmas", "use_lu_lambdas", "use_flow_sigmas");
        config.OneOf("algorithm_type", "dpmsolver++", "dpmsolver++");
        config.OneOf("solver_type", "midpoint", "midpoint");
        if (config.Numbers("lambda_min_clipped") is not null || config.Number("lambda_min_clipped", double.NegativeInfinity) > double.NegativeInfinity)
            throw config.NotBuilt("lambda_min_clipped");
        _order = (int)config.Number("solver_order", 2);
        if (_order is not (1 or 2))
            throw config.NotBuilt($"solver_order {_order}");
        _karras = config.Flag("use_karras_sigmas");
        _noise = new TrainedNoise(config);
        _timesteps = new SpacedTimesteps(config, _noise.Steps, "linspace");
        _prediction = new Prediction(config);
        _last = config.OneOf("final_sigmas_type", "zero", "zero", "sigma_min") == "zero" ? 0 : _noise.Sigmas[0];
        _endsWithEuler = _last == 0 || config.Flag("euler_at_final");
        _endsWithEulerWhenFew = config.Flag("lower_order_final", otherwise: true);
    }

    public int TrainSteps => _noise.Steps;

    public DiffusionSchedule For(int steps, int first = 0)
    {
        var timesteps = _timesteps.WithoutLast(steps);
        for (var i = 0; i < steps; i++)
            timesteps[i] = Math.Round(timesteps[i]);
        double[] sigmas = [.. timesteps.Select(_noise.SigmaAt)];
        if (_karras)
        {
            sigmas = KarrasSigmas.Between(_noise.Sigmas[^1], _noise.Sigmas[0], steps);
            timesteps = [.. sigmas.Select(s => Math.Round(_noise.StepOf(s)))];
        }
        double[] levels = [.. sigmas.Select(s => (double)(float)s), (float)_last];
        return new DiffusionSchedule([.. Enumerable.Range(first, steps - first).Select(i => Step(timesteps, levels, i, first))], 1, _order - 1);
    }

    private DiffusionStep Step(double[] timesteps, double[] levels, int i, int first)
    {
        var (sigma, next) = (levels[i], levels[i + 1]);
        var (signal, nextSignal) = (Signal(sigma), Signal(next));
        var clean = _prediction.Clean(signal, sigma * signal);
        // Shares of the sample and of the predicted picture in the first order step.
        var (rest, move) = (next * nextSignal / (sigma * signal), nextSignal * (1 - next / sigma));
        var step = new DiffusionStep
        {
            Timestep = (float)timesteps[i],
            Next = rest * Blend.OfSample + move * clean,
            Kept = clean,
            Denoised = clean,
            Signal = signal,
            Noise = sigma * signal,
        };
        var last = i == levels.Length - 2 && (_endsWithEuler || (_endsWithEulerWhenFew && timesteps.Length < FewSteps));
        if (_order == 1 || i == first || last)
            return step;
        var extrapolated = move / 2 * Math.Log(sigma / next) / Math.Log(levels[i - 1] / sigma);
        return step with { Next = step.Next + extrapolated * clean, History = [-extrapolated] };
    }

    private static double Signal(double sigma) => 1 / Math.Sqrt(sigma * sigma + 1);
}

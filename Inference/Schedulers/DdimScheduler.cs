namespace Inference.Schedulers;

/// <summary>DDIMScheduler (Song et al. 2021) without random parts.</summary>
internal sealed class DdimScheduler : IDiffusionScheduler
{
    private readonly TrainedNoise _noise;
    private readonly SpacedTimesteps _timesteps;
    private readonly Prediction _prediction;
    private readonly double _last;

    public DdimScheduler(SchedulerConfig config)
    {
        config.Refuse("thresholding");
        if (config.Flag("clip_sample", otherwise: true))
            throw config.NotBuilt("clip_sample");
        _noise = new TrainedNoise(config);
        _timesteps = new SpacedTimesteps(config, _noise.Steps, "leading");
        _prediction = new Prediction(config);
        _last = config.Flag("set_alpha_to_one", otherwise: true) ? 1 : _noise.Cumulative[0];
    }

    public int TrainSteps => _noise.Steps;

    public DiffusionSchedule For(int steps, int first = 0) =>
        new([.. _timesteps.For(steps).Skip(first).Select(t => Step((int)Math.Round(t), TrainSteps / steps))], 1, 0);

    private DiffusionStep Step(int timestep, int stride)
    {
        double share = _noise.Cumulative[timestep];
        var next = timestep >= stride ? _noise.Cumulative[timestep - stride] : _last;
        var (signal, noise) = (Math.Sqrt(share), Math.Sqrt(1 - share));
        var clean = _prediction.Clean(signal, noise);
        return new DiffusionStep
        {
            Timestep = timestep,
            Next = Math.Sqrt(next) * clean + Math.Sqrt(1 - next) * _prediction.Noise(signal, noise),
            Denoised = clean,
            Signal = signal,
            Noise = noise,
        };
    }
}

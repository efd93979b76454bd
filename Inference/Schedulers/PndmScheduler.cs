namespace Inference.Schedulers;

/// <summary>
/// PNDMScheduler (Liu et al. 2022) as Stable Diffusion uses it, without the Runge-Kutta steps at the start: the second step repeats the
/// first with the mean of both outputs, the others extrapolate from up to four.
/// </summary>
internal sealed class PndmScheduler : IDiffusionScheduler
{
    /// <summary>Shares of this step's output and of earlier ones (Adams and Bashforth), by how many there are.</summary>
    private static readonly double[][] Multistep =
        [[1], [3 / 2.0, -1 / 2.0], [23 / 12.0, -16 / 12.0, 5 / 12.0], [55 / 24.0, -59 / 24.0, 37 / 24.0, -9 / 24.0]];

    private readonly TrainedNoise _noise;
    private readonly SpacedTimesteps _timesteps;
    private readonly Prediction _prediction;
    private readonly bool _velocity;
    private readonly double _last;

    public PndmScheduler(SchedulerConfig config)
    {
        if (!config.Flag("skip_prk_steps"))
            throw config.NotBuilt("Runge-Kutta steps (skip_prk_steps false)");
        _noise = new TrainedNoise(config);
        _timesteps = new SpacedTimesteps(config, _noise.Steps, "leading");
        _velocity = config.OneOf("prediction_type", "epsilon", "epsilon", "v_prediction") == "v_prediction";
        _prediction = new Prediction(config);
        _last = config.Flag("set_alpha_to_one") ? 1 : _noise.Cumulative[0];
    }

    public int TrainSteps => _noise.Steps;

    public DiffusionSchedule For(int steps, int first = 0)
    {
        var stride = TrainSteps / steps;
        var visited = _timesteps.For(steps).Select(t => (int)Math.Round(t)).ToList();
        if (visited.Count > 1)
            visited.Insert(1, visited[1]);
        return new DiffusionSchedule([.. Steps([.. visited.Skip(first)], stride)], 1, Multistep.Length - 1);
    }

    private IEnumerable<DiffusionStep> Steps(int[] visited, int stride)
    {
        for (var i = 0; i < visited.Length; i++)
        {
            double share = _noise.Cumulative[visited[i]];
            var (signal, noise) = (Math.Sqrt(share), Math.Sqrt(1 - share));
            var step = new DiffusionStep
            {
                Timestep = visited[i],
                Next = Blend.OfSample,
                Kept = i == 1 ? null : Blend.OfOutput,
                Denoised = _prediction.Clean(signal, noise),
                Signal = signal,
                Noise = noise,
            };
            if (i == 1)
            {
                // From the first step's sample again, which is (this one - output share x first output) / sample share.
                var (before, again) = (Move(visited[0], visited[0] - stride), Move(visited[1] + stride, visited[1]));
                var back = again.Sample / before.Sample;
                yield return step with { Next = new Blend(back, again.Output / 2), History = [again.Output / 2 - back * before.Output] };
                continue;
            }
            var move = Move(visited[i], visited[i] - stride);
            var shares = Multistep[Math.Min(i == 0 ? 0 : i - 1, Multistep.Length - 1)];
            yield return step with { Next = new Blend(move.Sample, move.Output * shares[0]), History = [.. shares.Skip(1).Select(s => s * move.Output)] };
        }
    }

    /// <summary>From one noise level to another along an output (Liu et al. 2022, equation 9).</summary>
    private Blend Move(int from, int to)
    {
        double share = _noise.Cumulative[Math.Min(from, TrainSteps - 1)];
        var next = to >= 0 ? _noise.Cumulative[to] : _last;
        var along = -(next - share) / (share * Math.Sqrt(1 - next) + Math.Sqrt(share * (1 - share) * next));
        var blend = new Blend(Math.Sqrt(next / share), along);
        return _velocity ? new Blend(blend.Sample + along * Math.Sqrt(1 - share), along * Math.Sqrt(share)) : blend;
    }
}

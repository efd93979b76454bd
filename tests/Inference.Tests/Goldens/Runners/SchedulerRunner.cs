using System.Text.Json;
using Inference.Schedulers;

namespace Inference.Tests.Goldens.Runners;

/// <summary>Schedulers: timesteps, sigmas, and the samples after each step with given model outputs.</summary>
internal sealed class SchedulerRunner : IGoldenRunner
{
    private const double TimestepTolerance = 1e-3;

    public string Kind => "scheduler";

    public bool UsesDevices => false;

    public string? SkipReason(GoldenCase golden)
    {
        // Model cards build one scheduler from another's configuration: the class counts, not the configuration's own name.
        if (golden.Case.TryGetProperty("scheduler_class", out var name) && name.GetString() is var asked && asked != "FlowMatchEulerDiscreteScheduler")
            return $"The scheduler {asked} is not built yet.";
        FlowMatchEulerSchedule.FromConfig(golden.Folder);
        return null;
    }

    public Task RunAsync(GoldenCase golden, int tensorParallel, GoldenPlugin plugin, GoldenReport report, CancellationToken cancellation)
    {
        var scheduler = FlowMatchEulerSchedule.FromConfig(golden.Folder);
        using var inputs = golden.Inputs();
        using var outputs = golden.Outputs();
        foreach (var (prefix, arguments) in golden.Runs)
        {
            // Without dynamic shifting the schedule is the same for every size, and a case need not name one.
            var tokens = arguments.TryGetProperty("image_seq_len", out var length) ? length.GetInt32() : 1;
            var schedule = scheduler.For(arguments.GetProperty("steps").GetInt32(), tokens);
            if (arguments.TryGetProperty("mu", out var mu) && mu.ValueKind == JsonValueKind.Number
                && !(arguments.TryGetProperty("mu_used", out var used) && used.ValueKind == JsonValueKind.False))
                report.Add(prefix + "mu", "mu", Math.Abs(scheduler.Mu(tokens) - mu.GetDouble()), 1e-12);
            report.Add(prefix + "timesteps", "timesteps", Largest(schedule.Timesteps, outputs.Tensors[prefix + "timesteps"].ToFloats(), relative: false), TimestepTolerance);
            report.Add(prefix + "sigmas", "sigmas_rel", Largest(schedule.Sigmas, outputs.Tensors[prefix + "sigmas"].ToFloats(), relative: true), golden.Tolerance("sigmas_rel") ?? 0);

            var sample = inputs.Tensors[prefix + "sample"].ToFloats();
            var velocities = inputs.Tensors[prefix + "model_outputs"].ToFloats();
            var (seen, after) = (new List<float>(), new List<float>());
            for (var step = 0; step < schedule.Steps; step++)
            {
                seen.AddRange(sample);
                schedule.Advance(step, sample, velocities.AsSpan(step * sample.Length, sample.Length));
                after.AddRange(sample);
            }
            report.Compare(seen.ToArray(), outputs.Tensors[prefix + "scaled_model_inputs"]);
            report.Compare(after.ToArray(), outputs.Tensors[prefix + "prev_samples"]);
        }
        return Task.CompletedTask;
    }

    private static double Largest(float[] actual, float[] expected, bool relative) => actual.Length != expected.Length
        ? double.PositiveInfinity
        : actual.Zip(expected, (a, e) => a == e ? 0 : Math.Abs((double)a - e) / (relative ? Math.Abs(e) : 1)).Max();
}

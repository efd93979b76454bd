using System.Text.Json;
using Inference.Checkpoints;
using Inference.Schedulers;

namespace Inference.Tests.Goldens.Runners;

/// <summary>Schedulers: timesteps, sigmas, and the samples after each step with given model outputs.</summary>
internal sealed class SchedulerRunner : IGoldenRunner
{
    private const string FlowMatch = "FlowMatchEulerDiscreteScheduler";
    private const double TimestepTolerance = 1e-3;

    public IReadOnlyList<string> Kinds => ["scheduler"];

    public bool UsesDevices => false;

    // Model cards build one scheduler from another's configuration: the class counts, not the configuration's own name.
    private static string? Class(GoldenCase golden) => golden.Case.TryGetProperty("scheduler_class", out var name) ? name.GetString() : null;

    public string? SkipReason(GoldenCase golden)
    {
        _ = Class(golden) is null or FlowMatch ? (object)FlowMatchEulerSchedule.FromConfig(golden.Folder) : DiffusionSchedulers.FromConfig(golden.Folder, Class(golden));
        return null;
    }

    public Task RunAsync(GoldenCase golden, int tensorParallel, GoldenPlugin plugin, GoldenReport report, CancellationToken cancellation)
    {
        using var inputs = golden.Inputs();
        using var outputs = golden.Outputs();
        foreach (var (prefix, arguments) in golden.Runs)
            if (Class(golden) is null or FlowMatch)
                RunFlowMatch(FlowMatchEulerSchedule.FromConfig(golden.Folder), prefix, arguments, inputs, outputs, golden, report);
            else
                RunDiffusion(DiffusionSchedulers.FromConfig(golden.Folder, Class(golden)), prefix, arguments, inputs, outputs, golden, report);
        return Task.CompletedTask;
    }

    private static void RunDiffusion(
        IDiffusionScheduler scheduler, string prefix, JsonElement arguments, SafetensorsFile inputs, SafetensorsFile outputs, GoldenCase golden, GoldenReport report)
    {
        var schedule = scheduler.For(arguments.GetProperty("steps").GetInt32());
        CompareTimes([.. schedule.Steps.Select(s => s.Timestep)], prefix, outputs, report);
        report.Add(prefix + "init_noise_sigma", "sigmas_rel", Math.Abs(schedule.InitialScale / arguments.GetProperty("init_noise_sigma").GetDouble() - 1), golden.Tolerance("sigmas_rel") ?? 0);
        if (outputs.Tensors.TryGetValue(prefix + "sigmas", out var sigmas))
            CompareSigmas([.. schedule.Steps.Select(s => (float)(s.Noise / s.Signal)), sigmas.ToFloats()[^1]], prefix, outputs, golden, report);
        if (outputs.Tensors.TryGetValue(prefix + "alphas_cumprod", out var shares))
            report.Compare([.. new TrainedNoise(new SchedulerConfig(SchedulerConfig.Read(golden.Folder), "")).Cumulative], shares);

        var sample = inputs.Tensors[prefix + "sample"].ToFloats().Select(x => x * schedule.InitialScale).ToArray();
        var given = inputs.Tensors[prefix + "model_outputs"].ToFloats();
        var (seen, after, kept) = (new List<float>(), new List<float>(), new List<double[]>());
        for (var i = 0; i < schedule.Steps.Count; i++)
        {
            var step = schedule.Steps[i];
            var output = given.AsSpan(i * sample.Length, sample.Length).ToArray();
            double[] Mix(Blend blend) => [.. sample.Zip(output, (x, e) => blend.Sample * x + blend.Output * e)];
            seen.AddRange(sample.Select(x => (float)(x * step.InputScale)));
            var (next, left) = (Mix(step.Next), step.Kept is { } keeps ? Mix(keeps) : null);
            for (var j = 0; j < step.History.Count; j++)
                next = [.. next.Zip(kept[^(j + 1)], (x, h) => x + step.History[j] * h)];
            if (left is not null)
                kept.Add(left);
            sample = next;
            after.AddRange(sample.Select(x => (float)x));
        }
        report.Compare(seen.ToArray(), outputs.Tensors[prefix + "scaled_model_inputs"]);
        report.Compare(after.ToArray(), outputs.Tensors[prefix + "prev_samples"]);
    }

    private static void RunFlowMatch(
        FlowMatchEulerSchedule scheduler, string prefix, JsonElement arguments, SafetensorsFile inputs, SafetensorsFile outputs, GoldenCase golden, GoldenReport report)
    {
        // Without dynamic shifting the schedule is the same for every size, and a case need not name one.
        var tokens = arguments.TryGetProperty("image_seq_len", out var length) ? length.GetInt32() : 1;
        var schedule = scheduler.For(arguments.GetProperty("steps").GetInt32(), tokens);
        if (arguments.TryGetProperty("mu", out var mu) && mu.ValueKind == JsonValueKind.Number
            && !(arguments.TryGetProperty("mu_used", out var used) && used.ValueKind == JsonValueKind.False))
            report.Add(prefix + "mu", "mu", Math.Abs(scheduler.Mu(tokens) - mu.GetDouble()), 1e-12);
        CompareTimes(schedule.Timesteps, prefix, outputs, report);
        CompareSigmas(schedule.Sigmas, prefix, outputs, golden, report);

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

    private static void CompareTimes(float[] timesteps, string prefix, SafetensorsFile outputs, GoldenReport report)
    {
        var reference = outputs.Tensors[prefix + "timesteps"];
        // Whole ones are exact.
        var tolerance = reference.Type == StoredType.I64 ? 0 : TimestepTolerance;
        report.Add(prefix + "timesteps", "timesteps", Largest(timesteps, reference.ToFloats(), relative: false), tolerance);
    }

    private static void CompareSigmas(float[] sigmas, string prefix, SafetensorsFile outputs, GoldenCase golden, GoldenReport report) =>
        report.Add(prefix + "sigmas", "sigmas_rel", Largest(sigmas, outputs.Tensors[prefix + "sigmas"].ToFloats(), relative: true), golden.Tolerance("sigmas_rel") ?? 0);

    private static double Largest(float[] actual, float[] expected, bool relative) => actual.Length != expected.Length
        ? double.PositiveInfinity
        : actual.Zip(expected, (a, e) => a == e ? 0 : Math.Abs((double)a - e) / (relative ? Math.Abs(e) : 1)).Max();
}

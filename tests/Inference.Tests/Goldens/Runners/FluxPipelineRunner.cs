using Inference.Models;
using Inference.Pipelines;
using Inference.Programs;
using Inference.Schedulers;

namespace Inference.Tests.Goldens.Runners;

/// <summary>The whole pipeline from the prompt on, with the reference's noise: encodings, schedule, latents after every step, picture.</summary>
internal sealed class FluxPipelineRunner : IGoldenRunner
{
    /// <summary>Encodings are inputs of all that follows; the cases state no limit for them.</summary>
    private const string Encodings = "latents_rel_rms";

    public IReadOnlyList<string> Kinds => ["pipeline_flux"];

    public string? SkipReason(GoldenCase golden)
    {
        var pipeline = golden.ModelJson("model_index.json")?.GetProperty("_class_name").GetString();
        if (pipeline is not (null or "FluxPipeline"))
            return $"The pipeline {pipeline} is not built yet.";
        if (golden.Runs.Select(run => FluxArguments.NotBuilt(run.Arguments)).FirstOrDefault(reason => reason is not null) is { } reason)
            return reason;
        if (!File.Exists(Path.Combine(golden.ModelFolder, "tokenizer_2", "tokenizer.json")))
            return "A T5 tokenizer without tokenizer.json is not built yet.";
        FluxModel.Load(new FluxPipelineOptions { ModelFolder = golden.ModelFolder });
        FlowMatchEulerSchedule.FromConfig(Path.Combine(golden.ModelFolder, "scheduler"));
        return null;
    }

    public IReadOnlyList<int> Degrees(GoldenCase golden)
    {
        var config = new FluxTransformerConfig(ModelConfig.Load(Path.Combine(golden.ModelFolder, "transformer")));
        return [.. new[] { 1, 2, 4, 8 }.Where(degree => FluxTransformer.Divides(config, degree))];
    }

    public async Task RunAsync(
        GoldenCase golden, int tensorParallel, GoldenPlugin plugin, GoldenReport report, CancellationToken cancellation)
    {
        using var client = plugin.CreateClient(tensorParallel);
        using var inputs = golden.Inputs();
        using var outputs = golden.Outputs();
        var scheduler = FlowMatchEulerSchedule.FromConfig(Path.Combine(golden.ModelFolder, "scheduler"));
        foreach (var (prefix, run) in golden.Runs)
        {
            var options = new FluxPipelineOptions
            {
                ModelFolder = golden.ModelFolder,
                TextLength = FluxArguments.TextLength(run),
                Placement = Placement.For(tensorParallel, tensorParallel),
            };
            var request = FluxArguments.Request(run);
            await using var pipeline = await FluxPipeline.LoadAsync(options, client, new CompilingSource(client), cancellation);
            var (rows, columns) = FluxModel.Load(options).Grid(request.Width, request.Height);
            var schedule = scheduler.For(request.Steps, rows * columns);
            report.CompareRelativeRms(schedule.Sigmas, outputs.Tensors[prefix + "sigmas"], Encodings);
            report.CompareRelativeRms(schedule.Timesteps, outputs.Tensors[prefix + "timesteps"], Encodings);
            report.CompareRelativeRms([.. schedule.Timesteps.Select(t => t / 1000f)], outputs.Tensors[prefix + "transformer_timestep_inputs"], Encodings);

            var steps = new List<float>();
            float[] image = [];
            var picture = await pipeline.GenerateAsync(request, null, new FluxInspection
            {
                Noise = inputs.Tensors[prefix + "latents_packed"].ToFloats(),
                Text = async text =>
                {
                    report.CompareRelativeRms(await text.Prompt.ToFloatsAsync(), outputs.Tensors[prefix + "prompt_embeds"], Encodings);
                    report.CompareRelativeRms(await text.Pooled.ToFloatsAsync(), outputs.Tensors[prefix + "pooled_prompt_embeds"], Encodings);
                },
                Latents = async latents => steps.AddRange(await latents.ToFloatsAsync(tensorParallel - 1)),
                Image = values => image = values,
            }, cancellation);

            report.CompareRelativeRms(steps.ToArray(), outputs.Tensors[prefix + "step_latents"], "per_step_latents_rel_rms");
            var last = steps.Count / request.Steps;
            report.CompareRelativeRms([.. steps.Skip(steps.Count - last)], outputs.Tensors[prefix + "final_latents_packed"], "latents_rel_rms");
            report.CompareMaxAbsolute(image, outputs.Tensors[prefix + "image"], "image_max_abs");
            // The same latents otherwise laid out or scaled, and the picture before it is clamped: all inside the decoder's one program.
            report.Implies(prefix + "final_latents_unpacked", prefix + "vae_input", prefix + "image_raw");
            report.CompareMaxAbsolute([.. picture.Pixels.Select(p => (float)p)], outputs.Tensors[prefix + "image_uint8"], "uint8_max_diff");
        }
    }
}

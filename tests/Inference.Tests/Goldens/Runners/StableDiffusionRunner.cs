using System.Text.Json;
using Inference.Checkpoints;
using Inference.Models;
using Inference.Pipelines;
using Inference.Programs;

namespace Inference.Tests.Goldens.Runners;

/// <summary>
/// Stable Diffusion 2.1, SDXL and its refiner from the prompt on, with the reference's noise: from noise, from a picture, in a part of one.
/// </summary>
internal sealed class StableDiffusionRunner : IGoldenRunner
{
    /// <summary>Encodings are inputs of all that follows; the cases state no limit for them.</summary>
    private const string Encodings = "latents_rel_rms";

    public IReadOnlyList<string> Kinds =>
    [
        "pipeline_sd21", "pipeline_sd21_img2img", "pipeline_sd21_inpaint",
        "pipeline_sdxl", "pipeline_sdxl_img2img", "pipeline_sdxl_inpaint", "pipeline_sdxl_refiner",
    ];

    public string? SkipReason(GoldenCase golden)
    {
        foreach (var (_, run) in golden.Runs)
        {
            if (StableDiffusionArguments.NotBuilt(run) is { } reason)
                return reason;
            StableDiffusionModel.Load(Options(golden, run, 1));
        }
        return null;
    }

    public IReadOnlyList<int> Degrees(GoldenCase golden)
    {
        var config = new UNetConfig(ModelConfig.Load(Path.Combine(golden.ModelFolder, UNet.Component)));
        return [.. new[] { 1, 2, 4, 8 }.Where(degree => UNet.Divides(config, degree))];
    }

    /// <summary>The cases of its modules prove the programs there; compiling them again for every pipeline would take minutes.</summary>
    public bool RunsOnOtherPlugins(int tensorParallel) => false;

    private static StableDiffusionOptions Options(GoldenCase golden, JsonElement run, int degree) => new()
    {
        ModelFolder = golden.ModelFolder,
        Scheduler = run.Text("scheduler"),
        Placement = Placement.For(degree, degree),
    };

    public async Task RunAsync(
        GoldenCase golden, int tensorParallel, GoldenPlugin plugin, GoldenReport report, CancellationToken cancellation)
    {
        using var client = plugin.CreateClient(tensorParallel);
        using var inputs = golden.Inputs();
        using var outputs = golden.Outputs();
        // Runs with the same scheduler share a pipeline.
        foreach (var runs in golden.Runs.GroupBy(run => run.Arguments.Text("scheduler")))
        {
            var options = Options(golden, runs.First().Arguments, tensorParallel) with { Element = report.Element };
            await using var pipeline = await StableDiffusionPipeline.LoadAsync(options, client, new CompilingSource(client), cancellation);
            foreach (var (prefix, run) in runs)
                await RunAsync(pipeline, run, new Values(prefix, inputs, outputs), tensorParallel, report, cancellation);
        }
    }

    private sealed record Values(string Prefix, SafetensorsFile Inputs, SafetensorsFile Outputs)
    {
        public float[]? Latents(string name) => Inputs.Tensors.TryGetValue(Prefix + name, out var tensor) ? Channels.Last(tensor) : null;

        public void Compare(GoldenReport report, string name, float[] actual, string tolerance)
        {
            if (Outputs.Tensors.TryGetValue(Prefix + name, out var reference))
                report.CompareRelativeRms(actual, reference, tolerance);
        }
    }

    private static async Task RunAsync(
        StableDiffusionPipeline pipeline, JsonElement run, Values values, int tensorParallel, GoldenReport report, CancellationToken cancellation)
    {
        var request = StableDiffusionArguments.Request(run, values.Prefix, values.Inputs);
        var steps = new List<float[]>();
        float[] image = [];
        var fromPicture = request.Image is not null;
        var picture = await pipeline.GenerateAsync(request, values.Latents("latents"), null, new StableDiffusionInspection
        {
            // Starting from a picture the reference first draws the choice of its latents, then the noise.
            Choice = fromPicture ? values.Latents("draw0") : null,
            Noise = fromPicture ? values.Latents("draw1") : values.Latents("noise"),
            Text = (prompts, numbers) => Compare(report, values, prompts, numbers),
            Schedule = schedule =>
            {
                values.Compare(report, "timesteps", [.. schedule.Steps.Select(s => s.Timestep)], Encodings);
                values.Compare(report, "timesteps_used", [.. schedule.Steps.Select(s => s.Timestep)], Encodings);
                values.Compare(report, "sigmas", [.. schedule.Steps.Select(s => (float)(s.Noise / s.Signal)), 0], Encodings);
            },
            Begun = latents => values.Compare(report, "latents_in", First(latents), "latents_rel_rms"),
            Latents = async latents => steps.Add(First(await latents.ToFloatsAsync(tensorParallel - 1))),
            Image = drawn => image = drawn,
        }, cancellation);

        values.Compare(report, "step_latents", [.. steps.SelectMany(s => s)], "per_step_latents_rel_rms");
        values.Compare(report, "final_latents", steps[^1], "latents_rel_rms");
        // The same latents otherwise scaled, and the picture before it is clamped: all inside the decoder's one program.
        report.Implies(values.Prefix + "vae_input", values.Prefix + "image_raw");
        report.ComparePicture(image, values.Outputs.Tensors[values.Prefix + "image"], picture, values.Outputs.Tensors[values.Prefix + "image_uint8"]);

        float[] First(float[] latents) => Channels.First(latents, 1, 4);
    }

    private static void Compare(GoldenReport report, Values values, EncodedPrompt[] prompts, float[] numbers)
    {
        values.Compare(report, "prompt_embeds", prompts[^1].States, Encodings);
        values.Compare(report, "pooled_prompt_embeds", prompts[^1].Pooled, Encodings);
        values.Compare(report, "negative_prompt_embeds", prompts[0].States, Encodings);
        values.Compare(report, "negative_pooled_prompt_embeds", prompts[0].Pooled, Encodings);
        values.Compare(report, "added_text_embeds", [.. prompts.SelectMany(p => p.Pooled)], Encodings);
        values.Compare(report, "added_time_ids", numbers, Encodings);
    }
}

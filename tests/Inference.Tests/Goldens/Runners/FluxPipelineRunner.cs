using Inference.Models;
using Inference.Pipelines;
using Inference.Programs;
using Inference.Schedulers;

namespace Inference.Tests.Goldens.Runners;

/// <summary>
/// The whole pipeline from the prompt on, with the reference's noise: encodings, schedule, latents after every step, picture. From noise,
/// from a picture, in a part of one.
/// </summary>
internal sealed class FluxPipelineRunner : IGoldenRunner
{
    /// <summary>Encodings are inputs of all that follows; the cases state no limit for them.</summary>
    private const string Encodings = "latents_rel_rms";

    public IReadOnlyList<string> Kinds => ["pipeline_flux", "pipeline_flux_img2img", "pipeline_flux_inpaint"];

    public string? SkipReason(GoldenCase golden)
    {
        var pipeline = golden.ModelJson("model_index.json")?.GetProperty("_class_name").GetString();
        if (pipeline is not (null or "FluxPipeline" or "FluxImg2ImgPipeline" or "FluxInpaintPipeline"))
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
                Element = report.Element,
                Placement = Placement.For(tensorParallel, tensorParallel),
            };
            var request = FluxArguments.Request(run, prefix, inputs);
            await using var pipeline = await FluxPipeline.LoadAsync(options, client, new CompilingSource(client), cancellation);
            var (rows, columns) = FluxModel.Load(options).Grid(request.Width, request.Height);
            var schedule = scheduler.For(request.Steps, rows * columns);
            schedule = FluxPicture.Of(request, rows, columns, schedule).Schedule;
            void Compare(string name, float[] actual)
            {
                if (outputs.Tensors.TryGetValue(prefix + name, out var reference))
                    report.CompareRelativeRms(actual, reference, Encodings);
            }
            Compare("sigmas", schedule.Sigmas);
            Compare("timesteps", schedule.Timesteps);
            Compare("timesteps_used", schedule.Timesteps);
            Compare("transformer_timestep_inputs", [.. schedule.Timesteps.Select(t => t / 1000f)]);

            var steps = new List<float>();
            float[] image = [];
            var picture = await pipeline.GenerateAsync(request, null, new FluxInspection
            {
                // Starting from a picture the reference first draws the choice of its latents, then the noise.
                Choice = request.Image is null ? null : Channels.Last(inputs.Tensors[prefix + "draw0"]),
                Noise = request.Image is null ? inputs.Tensors[prefix + "latents_packed"].ToFloats() : RunArguments.Packed(inputs.Tensors[prefix + "draw1"]),
                Begun = latents => Compare("latents_in", latents),
                Text = async text =>
                {
                    Compare("prompt_embeds", await text.Prompt.ToFloatsAsync());
                    Compare("pooled_prompt_embeds", await text.Pooled.ToFloatsAsync());
                },
                Latents = async latents => steps.AddRange(await latents.ToFloatsAsync(tensorParallel - 1)),
                Image = values => image = values,
            }, cancellation);

            report.CompareRelativeRms(steps.ToArray(), outputs.Tensors[prefix + "step_latents"], "per_step_latents_rel_rms");
            Compare("final_latents_packed", [.. steps.Skip(steps.Count - steps.Count / schedule.Steps)]);
            // The same latents otherwise laid out or scaled, and the picture before it is clamped: all inside the decoder's one program.
            report.Implies(prefix + "final_latents_unpacked", prefix + "vae_input", prefix + "image_raw");
            report.ComparePicture(image, outputs.Tensors[prefix + "image"], picture, outputs.Tensors[prefix + "image_uint8"]);
        }
    }
}

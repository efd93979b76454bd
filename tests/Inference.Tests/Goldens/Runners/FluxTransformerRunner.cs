using Inference.Checkpoints;
using Inference.Models;
using Inference.Pipelines;
using Inference.Programs;
using Inference.Runtime;
using Pjrt;

namespace Inference.Tests.Goldens.Runners;

/// <summary>The transformer by its own stages: embedders, every block, output.</summary>
internal sealed class FluxTransformerRunner : IGoldenRunner
{
    public string Kind => "flux_transformer";

    public string? SkipReason(GoldenCase golden) => null;

    public IReadOnlyList<int> Degrees(GoldenCase golden)
    {
        var config = new FluxTransformerConfig(ModelConfig.Load(golden.Folder));
        return [.. new[] { 1, 2, 4, 8 }.Where(degree => FluxTransformer.Divides(config, degree))];
    }

    public async Task RunAsync(
        GoldenCase golden, int tensorParallel, GoldenPlugin plugin, GoldenReport report, CancellationToken cancellation)
    {
        using var client = plugin.CreateClient(tensorParallel);
        var devices = Enumerable.Range(0, tensorParallel).ToArray();
        var model = new FluxTransformer(new FluxTransformerConfig(ModelConfig.Load(golden.Folder)), devices, ElementType.F32);
        var mesh = new Mesh(client, devices);
        using var checkpoint = Checkpoint.Open(golden.Folder);
        using var library = new StageLibrary(new CompilingSource(client));
        using var denoiser = new FluxDenoiser(model, mesh, checkpoint, library);
        using var inputs = golden.Inputs();
        using var outputs = golden.Outputs();

        foreach (var (prefix, arguments) in golden.Runs)
        {
            var latents = inputs.Tensors[prefix + "hidden_states"];
            var (columns, batch) = (arguments.GetProperty("w").GetInt32(), (int)latents.Shape[0]);
            var shape = new FluxShape(batch, arguments.GetProperty("txt").GetInt32(), (int)latents.Shape[1]);
            var programs = await denoiser.PrepareAsync(shape, columns, cancellation);
            DeviceArray Upload(StoredTensor tensor) => mesh.Upload<float>(tensor.ToFloats(), [.. tensor.Shape]);

            using var text = new EncodedText(
                Upload(inputs.Tensors[prefix + "encoder_hidden_states"]), Upload(inputs.Tensors[prefix + "pooled_projections"]));
            var guidance = inputs.Tensors.TryGetValue(prefix + "guidance", out var scale) ? scale.ToFloats() : [];
            // With all noise taken off, denoised = latents - velocity: the subtraction rounds a hundred times finer than the tolerance.
            using var times = StepTimes.Upload(denoiser, inputs.Tensors[prefix + "timestep"].ToFloats(), guidance, step: 0, noise: 1);
            await using var run = new StageRun(cancellation);
            var given = latents.ToFloats();
            var (_, denoised) = denoiser.Step(run, programs, Upload(latents), text, times);
            await run.DrainAsync();
            var predicted = await denoised.ToFloatsAsync(tensorParallel - 1);
            report.Compare([.. given.Zip(predicted, (latent, rest) => latent - rest)], outputs.Tensors[prefix + "sample"]);
        }
    }
}

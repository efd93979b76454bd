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
    public IReadOnlyList<string> Kinds => ["flux_transformer"];

    public string? SkipReason(GoldenCase golden)
    {
        _ = new FluxTransformerConfig(ModelConfig.Load(golden.Folder));
        return null;
    }

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
        var model = new FluxTransformer(new FluxTransformerConfig(ModelConfig.Load(golden.Folder)), devices, report.Element);
        var mesh = new Mesh(client, devices);
        using var checkpoint = Checkpoint.Open(golden.Folder);
        using var library = new StageLibrary(new CompilingSource(client));
        using var denoiser = new FluxDenoiser(model, mesh, checkpoint, library);
        using var inputs = golden.Inputs();
        using var outputs = golden.Outputs();

        foreach (var (prefix, _) in golden.Runs)
        {
            var (tokens, prompt) = (inputs.Tensors[prefix + "hidden_states"], inputs.Tensors[prefix + "encoder_hidden_states"]);
            var shape = new FluxShape((int)tokens.Shape[0], (int)prompt.Shape[1], (int)tokens.Shape[1]);
            float[] positions = [.. inputs.Tensors[prefix + "txt_ids"].ToFloats(), .. inputs.Tensors[prefix + "img_ids"].ToFloats()];
            // The usual positions are the grid of a picture that ends with the last one, and the product's own tables serve.
            var columns = Math.Max(1, (int)positions[^1] + 1);
            var programs = await denoiser.PrepareAsync(shape, columns, cancellation);
            using var tables = FluxPositions.Grid(shape.Text, shape.Image / columns, columns).SequenceEqual(positions)
                ? null
                : denoiser.Upload(new FluxPositions(model.Config, positions));
            DeviceArray Upload(StoredTensor tensor) => mesh.Upload(tensor.ToFloats(), report.Element, [.. tensor.Shape]);

            using var text = new EncodedText(Upload(prompt), Upload(inputs.Tensors[prefix + "pooled_projections"]));
            float[] EachOf(string name) => inputs.Tensors.TryGetValue(prefix + name, out var given)
                ? given.Count == 1 ? [.. Enumerable.Repeat(given.ToFloats()[0], shape.Batch)] : given.ToFloats()
                : [];
            // With all noise taken off latents of zero, denoised = -velocity.
            using var times = StepTimes.Upload(denoiser, EachOf("timestep"), EachOf("guidance"), step: 0, noise: 1);
            await using var run = new StageRun(cancellation);
            var zeros = mesh.Upload<float>(new float[shape.Batch * shape.Image * model.Config.OutChannels], shape.Batch, shape.Image, model.Config.OutChannels);
            var (_, denoised) = denoiser.Step(run, programs, run.Own(mesh.Upload<float>(tokens.ToFloats(), [.. tokens.Shape])), zeros, text, times, tables);
            await run.DrainAsync();
            var predicted = await denoised.ToFloatsAsync(tensorParallel - 1);
            report.Compare([.. predicted.Select(negative => -negative)], outputs.Tensors[prefix + "sample"]);
        }
    }
}

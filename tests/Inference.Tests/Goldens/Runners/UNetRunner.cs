using Inference.Checkpoints;
using Inference.Models;
using Inference.Pipelines;
using Inference.Programs;
using Inference.Runtime;
using Pjrt;

namespace Inference.Tests.Goldens.Runners;

/// <summary>The UNet by its own stages.</summary>
internal sealed class UNetRunner : IGoldenRunner
{
    public IReadOnlyList<string> Kinds => ["unet"];

    public string? SkipReason(GoldenCase golden)
    {
        _ = new UNetConfig(ModelConfig.Load(golden.Folder));
        return null;
    }

    public IReadOnlyList<int> Degrees(GoldenCase golden)
    {
        var config = new UNetConfig(ModelConfig.Load(golden.Folder));
        return [.. new[] { 1, 2, 4, 8 }.Where(degree => UNet.Divides(config, degree))];
    }

    /// <summary>
    /// Whole only: XLA's CPU plugin ends the process when devices do not meet for a collective within 40 seconds, and so many small
    /// programs on few cores do not always.
    /// </summary>
    public bool RunsOnOtherPlugins(int tensorParallel) => tensorParallel == 1;

    public async Task RunAsync(
        GoldenCase golden, int tensorParallel, GoldenPlugin plugin, GoldenReport report, CancellationToken cancellation)
    {
        using var client = plugin.CreateClient(tensorParallel);
        var devices = Enumerable.Range(0, tensorParallel).ToArray();
        var model = new UNet(new UNetConfig(ModelConfig.Load(golden.Folder)), devices, report.Element);
        var mesh = new Mesh(client, devices);
        using var checkpoint = Checkpoint.Open(golden.Folder);
        using var library = new StageLibrary(new CompilingSource(client));
        using var denoiser = new UNetDenoiser(model, mesh, checkpoint, library);
        using var inputs = golden.Inputs();
        using var outputs = golden.Outputs();

        foreach (var (prefix, _) in golden.Runs)
        {
            var (sample, states) = (inputs.Tensors[prefix + "sample"], inputs.Tensors[prefix + "encoder_hidden_states"]);
            var shape = new UNetShape((int)sample.Shape[0], 1, (int)sample.Shape[2], (int)sample.Shape[3], (int)states.Shape[1]);
            var programs = await denoiser.PrepareAsync(shape, cancellation);
            await using var run = new StageRun(cancellation);
            var latents = run.Own(mesh.Upload<float>(Channels.Last(sample), shape.Pictures, shape.Rows, shape.Columns, model.Config.InChannels));
            var text = run.Own(mesh.Upload(states.ToFloats(), report.Element, [.. states.Shape]));
            var given = inputs.Tensors[prefix + "timestep"].ToFloats();
            float[] each = given.Length == shape.Batch ? given : [.. Enumerable.Repeat(given[0], shape.Batch)];
            var times = run.Own(UNetConditions.Times(mesh, model, each));
            var added = model.Config.AddedChannels is null ? null : run.Own(UNetConditions.Added(
                mesh, model, inputs.Tensors[prefix + "text_embeds"].ToFloats(), inputs.Tensors[prefix + "time_ids"].ToFloats(), shape.Batch));
            var scale = run.Own(mesh.Upload<float>([1]));
            var prediction = denoiser.Predict(run, programs, latents, scale, text, times, added);
            await run.DrainAsync();
            var values = await prediction.ToFloatsAsync(tensorParallel - 1);
            report.Compare(Channels.First(values, shape.Batch, model.Config.OutChannels), outputs.Tensors[prefix + "sample"]);
        }
    }
}

using Inference.Checkpoints;
using Inference.Layers;
using Inference.Models;
using Inference.Programs;
using Inference.Runtime;
using Pjrt;

namespace Inference.Tests.Goldens.Runners;

/// <summary>AutoencoderKL: decoding and encoding without the pipeline's scaling. Reference pictures have their channels first.</summary>
internal sealed class VaeRunner : IGoldenRunner
{
    public IReadOnlyList<string> Kinds => ["vae"];

    public string? SkipReason(GoldenCase golden)
    {
        _ = new AutoencoderConfig(ModelConfig.Load(golden.Folder));
        var other = golden.Runs.Select(run => run.Arguments.GetProperty("op").GetString()).FirstOrDefault(op => op is not ("decode" or "encode"));
        return other is null ? null : $"The operation {other} is not built yet; decode and encode are.";
    }

    public async Task RunAsync(
        GoldenCase golden, int tensorParallel, GoldenPlugin plugin, GoldenReport report, CancellationToken cancellation)
    {
        using var client = plugin.CreateClient(1);
        var model = new Autoencoder(new AutoencoderConfig(ModelConfig.Load(golden.Folder)), [0], report.Element);
        var mesh = new Mesh(client, [0]);
        using var checkpoint = Checkpoint.Open(golden.Folder);
        using var weights = new WeightStore(mesh, checkpoint, report.Element, Autoencoder.Aliases);
        using var library = new StageLibrary(new CompilingSource(client));
        using var inputs = golden.Inputs();
        using var outputs = golden.Outputs();

        foreach (var (prefix, arguments) in golden.Runs)
        {
            var decodes = arguments.GetProperty("op").GetString() == "decode";
            var given = inputs.Tensors[prefix + (decodes ? "latents" : "image")];
            var (batch, rows, columns) = ((int)given.Shape[0], (int)given.Shape[2], (int)given.Shape[3]);
            var stage = decodes ? model.Decoder(batch, rows, columns) : model.Encoder(batch, rows, columns);
            var executable = await library.GetAsync(stage, cancellation);
            using var input = mesh.Upload<float>(Channels.Last(given), stage.Inputs[0].Shape.Dims);
            var (results, completion) = executable.Run(weights.Load(stage), input);
            await completion;
            for (var i = 0; i < results.Length; i++)
            {
                using var result = results[i];
                report.Compare(Channels.First(await result.ToFloatsAsync(), batch, stage.Outputs[i].Shape["c"]), outputs.Tensors[prefix + stage.Outputs[i].Name]);
            }
        }
    }
}

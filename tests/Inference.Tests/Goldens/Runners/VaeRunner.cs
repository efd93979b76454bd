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
        var model = new Autoencoder(new AutoencoderConfig(ModelConfig.Load(golden.Folder)), [0], ElementType.F32);
        var mesh = new Mesh(client, [0]);
        using var checkpoint = Checkpoint.Open(golden.Folder);
        using var weights = new WeightStore(mesh, checkpoint, ElementType.F32, Autoencoder.Aliases);
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
            using var input = mesh.Upload<float>(ChannelsLast(given), stage.Inputs[0].Shape.Dims);
            var (results, completion) = executable.Run(weights.Load(stage), input);
            await completion;
            for (var i = 0; i < results.Length; i++)
            {
                using var result = results[i];
                report.Compare(ChannelsFirst(await result.ToFloatsAsync(), stage.Outputs[i]), outputs.Tensors[prefix + stage.Outputs[i].Name]);
            }
        }
    }

    private static float[] ChannelsLast(StoredTensor picture) =>
        Swap(picture.ToFloats(), picture.Shape[0], picture.Shape[1], picture.Shape[2] * picture.Shape[3]);

    private static float[] ChannelsFirst(float[] picture, StageOutput output) =>
        Swap(picture, output.Shape["b"], output.Shape["y"] * output.Shape["x"], output.Shape["c"]);

    /// <summary>[batch, a, b] to [batch, b, a].</summary>
    private static float[] Swap(float[] source, long batch, long a, long b)
    {
        var result = new float[source.Length];
        for (var n = 0L; n < batch; n++)
            for (var i = 0L; i < a; i++)
                for (var j = 0L; j < b; j++)
                    result[(n * b + j) * a + i] = source[(n * a + i) * b + j];
        return result;
    }
}

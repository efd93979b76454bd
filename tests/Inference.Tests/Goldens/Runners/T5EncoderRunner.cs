using Inference.Checkpoints;
using Inference.Models;
using Inference.Pipelines;
using Inference.Programs;
using Inference.Runtime;
using Pjrt;

namespace Inference.Tests.Goldens.Runners;

/// <summary>T5 by its own stages, with the state before every block.</summary>
internal sealed class T5EncoderRunner : IGoldenRunner
{
    public IReadOnlyList<string> Kinds => ["t5_encoder"];

    public string? SkipReason(GoldenCase golden)
    {
        _ = new T5Config(ModelConfig.Load(golden.Folder));
        return null;
    }

    public async Task RunAsync(
        GoldenCase golden, int tensorParallel, GoldenPlugin plugin, GoldenReport report, CancellationToken cancellation)
    {
        using var client = plugin.CreateClient(tensorParallel);
        var devices = Enumerable.Range(0, tensorParallel).ToArray();
        var model = new T5Encoder(new T5Config(ModelConfig.Load(golden.Folder)), devices, report.Element);
        var mesh = new Mesh(client, devices);
        using var checkpoint = Checkpoint.Open(golden.Folder);
        using var library = new StageLibrary(new CompilingSource(client));
        using var encoder = new T5Runner(model, mesh, new WeightStore(mesh, checkpoint, report.Element, T5Encoder.Aliases), library);
        using var inputs = golden.Inputs();
        using var outputs = golden.Outputs();

        foreach (var (prefix, _) in golden.Runs)
        {
            var ids = inputs.Tensors[prefix + "input_ids"];
            var mask = inputs.Tensors.TryGetValue(prefix + "attention_mask", out var given) ? given.ToInt64s() : null;
            var states = new List<float>();
            await using var run = new StageRun(cancellation);
            var final = await encoder.EncodeAsync(
                run, [.. ids.ToInt64s().Select(id => (int)id)], (int)ids.Shape[1], cancellation, mask,
                async state => states.AddRange(await state.ToFloatsAsync()));
            await run.DrainAsync();
            var last = await final.ToFloatsAsync();
            report.Compare(last, outputs.Tensors[prefix + "last_hidden_state"]);
            states.AddRange(last);
            if (outputs.Tensors.TryGetValue(prefix + "hidden_states", out var all))
                report.Compare(states.ToArray(), all);
        }
    }
}

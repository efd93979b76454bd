using Inference.Checkpoints;
using Inference.Models;
using Inference.Pipelines;
using Inference.Programs;
using Inference.Runtime;
using Pjrt;

namespace Inference.Tests.Goldens.Runners;

/// <summary>CLIP's text model by its own stages, with the state before every layer.</summary>
internal sealed class ClipTextRunner : IGoldenRunner
{
    public IReadOnlyList<string> Kinds => ["clip_text"];

    public string? SkipReason(GoldenCase golden)
    {
        _ = new ClipTextConfig(ModelConfig.Load(golden.Folder));
        return null;
    }

    public async Task RunAsync(
        GoldenCase golden, int tensorParallel, GoldenPlugin plugin, GoldenReport report, CancellationToken cancellation)
    {
        using var client = plugin.CreateClient(1);
        var model = new ClipTextEncoder(new ClipTextConfig(ModelConfig.Load(golden.Folder)), [0], report.Element);
        var mesh = new Mesh(client, [0]);
        using var checkpoint = Checkpoint.Open(golden.Folder);
        using var library = new StageLibrary(new CompilingSource(client));
        using var encoder = new ClipRunner(model, mesh, new WeightStore(mesh, checkpoint, report.Element, ClipTextEncoder.Aliases), library);
        using var inputs = golden.Inputs();
        using var outputs = golden.Outputs();

        foreach (var (prefix, _) in golden.Runs)
        {
            var ids = inputs.Tensors[prefix + "input_ids"];
            var states = new List<float[]>();
            await using var run = new StageRun(cancellation);
            var (final, pooled) = await encoder.EncodeAsync(
                run, [.. ids.ToInt64s().Select(id => (int)id)], (int)ids.Shape[1], cancellation,
                async state => states.Add(await state.ToFloatsAsync()));
            await run.DrainAsync();
            var name = model.Config.Projection is null ? "pooler_output" : "text_embeds";
            foreach (var (output, values) in new (string, float[])[]
            {
                ("last_hidden_state", await final.ToFloatsAsync()), ("hidden_states", [.. states.SelectMany(s => s)]),
                ("penultimate_hidden_state", states[^2]), (name, await pooled.ToFloatsAsync()),
            })
                if (outputs.Tensors.TryGetValue(prefix + output, out var reference))
                    report.Compare(values, reference);
        }
    }
}

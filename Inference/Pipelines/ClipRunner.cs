using Inference.Models;
using Inference.Runtime;

namespace Inference.Pipelines;

/// <summary>CLIP on its device: token ids to the pooled state of a text.</summary>
internal sealed class ClipRunner(ClipTextEncoder model, Mesh mesh, WeightStore store, StageLibrary library) : IDisposable
{
    private readonly IReadOnlyList<DeviceArray> _embedding = store.Load(model.Embedding(1, 1));
    private readonly IReadOnlyList<DeviceArray>[] _layers =
        [.. Enumerable.Range(0, model.Config.Layers).Select(i => store.Load(model.Layer(1, 1), $"text_model.encoder.layers.{i}."))];
    private readonly IReadOnlyList<DeviceArray> _pooler = store.Load(model.Pooler(1, 1));
    private readonly Dictionary<(int Batch, int Tokens), Prepared> _prepared = [];

    /// <summary>Loads the programs of a shape.</summary>
    public async ValueTask<Prepared> PrepareAsync(int batch, int tokens, CancellationToken cancellation)
    {
        if (_prepared.TryGetValue((batch, tokens), out var prepared))
            return prepared;
        return _prepared[(batch, tokens)] = new Prepared(
            await library.GetAsync(model.Embedding(batch, tokens), cancellation).ConfigureAwait(false),
            await library.GetAsync(model.Layer(batch, tokens), cancellation).ConfigureAwait(false),
            await library.GetAsync(model.Pooler(batch, tokens), cancellation).ConfigureAwait(false));
    }

    /// <summary>Starts the encoder.</summary>
    /// <param name="run">The sequence it belongs to.</param>
    /// <param name="ids">[batch, tokens].</param>
    /// <param name="tokens">Length of each text.</param>
    /// <param name="cancellation">Of loading the programs.</param>
    /// <param name="seen">Called with the state before each layer and after the last.</param>
    /// <returns>The normalised states [batch, tokens, d] and the pooled ones [batch, d]; they go with the run unless kept.</returns>
    public async Task<(DeviceArray Hidden, DeviceArray Pooled)> EncodeAsync(
        StageRun run, int[] ids, int tokens, CancellationToken cancellation, Func<DeviceArray, Task>? seen = null)
    {
        var batch = ids.Length / tokens;
        var programs = await PrepareAsync(batch, tokens, cancellation).ConfigureAwait(false);
        var input = run.Own(mesh.Upload<int>(ids, batch, tokens));
        var rows = run.Own(mesh.Upload<int>(model.PooledRows(ids, tokens), batch));
        var hidden = run.Start(programs.Embedding, _embedding, input)[0];
        foreach (var weights in _layers)
        {
            await (seen?.Invoke(hidden) ?? Task.CompletedTask).ConfigureAwait(false);
            hidden = run.Start(programs.Layer, weights, hidden)[0];
        }
        await (seen?.Invoke(hidden) ?? Task.CompletedTask).ConfigureAwait(false);
        var outputs = run.Start(programs.Pooler, _pooler, hidden, rows);
        return (outputs[0], outputs[1]);
    }

    public void Dispose() => store.Dispose();

    /// <summary>Programs of one shape.</summary>
    internal sealed record Prepared(StageExecutable Embedding, StageExecutable Layer, StageExecutable Pooler);
}

using Inference.Models;
using Inference.Runtime;

namespace Inference.Pipelines;

/// <summary>T5 on its devices: token ids to the states of a text.</summary>
internal sealed class T5Runner(T5Encoder model, Mesh mesh, WeightStore store, StageLibrary library) : IDisposable
{
    private readonly IReadOnlyList<DeviceArray> _embedding = store.Load(model.Embedding(1, 1));
    private readonly IReadOnlyList<DeviceArray> _position = store.Load(model.PositionBias(1, 1));
    private readonly IReadOnlyList<DeviceArray>[] _blocks =
        [.. Enumerable.Range(0, model.Config.Layers).Select(i => store.Load(model.Block(1, 1), $"encoder.block.{i}."))];
    private readonly IReadOnlyList<DeviceArray> _final = store.Load(model.Final(1, 1));
    private readonly Dictionary<(int Batch, int Tokens), Prepared> _prepared = [];
    private readonly Dictionary<(int Batch, int Tokens), DeviceArray> _biases = [];

    /// <summary>Loads the programs of a shape.</summary>
    public async ValueTask<Prepared> PrepareAsync(int batch, int tokens, CancellationToken cancellation)
    {
        if (_prepared.TryGetValue((batch, tokens), out var prepared))
            return prepared;
        return _prepared[(batch, tokens)] = new Prepared(
            await library.GetAsync(model.Embedding(batch, tokens), cancellation).ConfigureAwait(false),
            await library.GetAsync(model.PositionBias(batch, tokens), cancellation).ConfigureAwait(false),
            await library.GetAsync(model.Block(batch, tokens), cancellation).ConfigureAwait(false),
            await library.GetAsync(model.Final(batch, tokens), cancellation).ConfigureAwait(false));
    }

    /// <summary>Starts the encoder.</summary>
    /// <param name="run">The sequence it belongs to.</param>
    /// <param name="ids">[batch, tokens].</param>
    /// <param name="tokens">Length of each text.</param>
    /// <param name="cancellation">Of loading the programs.</param>
    /// <param name="mask">[batch, tokens], 0 for tokens that no other sees; null: all are seen, as Flux wants it.</param>
    /// <param name="seen">Called with the state before each block.</param>
    /// <returns>The states [batch, tokens, d]; they go with the run unless kept.</returns>
    public async Task<DeviceArray> EncodeAsync(
        StageRun run, int[] ids, int tokens, CancellationToken cancellation, long[]? mask = null, Func<DeviceArray, Task>? seen = null)
    {
        var batch = ids.Length / tokens;
        var programs = await PrepareAsync(batch, tokens, cancellation).ConfigureAwait(false);
        var bias = await BiasAsync(run, batch, tokens, mask, cancellation).ConfigureAwait(false);
        var input = run.Own(mesh.Upload<int>(ids, batch, tokens));
        var hidden = run.Start(programs.Embedding, _embedding, input)[0];
        foreach (var weights in _blocks)
        {
            await (seen?.Invoke(hidden) ?? Task.CompletedTask).ConfigureAwait(false);
            hidden = run.Start(programs.Block, weights, hidden, bias)[0];
        }
        return run.Start(programs.Final, _final, hidden)[0];
    }

    /// <summary>The bias of the scores; without a mask it is the same for every text, and stays.</summary>
    public async Task<DeviceArray> BiasAsync(StageRun run, int batch, int tokens, long[]? mask, CancellationToken cancellation)
    {
        if (mask is null && _biases.TryGetValue((batch, tokens), out var known))
            return known;
        var programs = await PrepareAsync(batch, tokens, cancellation).ConfigureAwait(false);
        var hide = new float[batch * tokens];
        for (var i = 0; mask is not null && i < hide.Length; i++)
            hide[i] = mask[i] == 0 ? float.MinValue : 0;
        var buckets = run.Own(mesh.Upload<int>(model.Buckets(tokens), tokens, tokens));
        var hidden = run.Own(mesh.Upload<float>(hide, batch, tokens));
        var bias = run.Start(programs.PositionBias, _position, buckets, hidden)[0];
        if (mask is null)
            _biases[(batch, tokens)] = run.Keep(bias);
        return bias;
    }

    public void Dispose()
    {
        foreach (var bias in _biases.Values)
            bias.Dispose();
        store.Dispose();
    }

    /// <summary>Programs of one shape.</summary>
    internal sealed record Prepared(StageExecutable Embedding, StageExecutable PositionBias, StageExecutable Block, StageExecutable Final);
}

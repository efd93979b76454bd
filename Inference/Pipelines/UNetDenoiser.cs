using Inference.Checkpoints;
using Inference.Models;
using Inference.Runtime;

namespace Inference.Pipelines;

/// <summary>A UNet on its devices: weights of all layers, and the programs of each shape that was prepared.</summary>
internal sealed class UNetDenoiser : IDisposable
{
    private readonly WeightStore _store;
    private readonly StageLibrary _library;
    private readonly Dictionary<UNetShape, Prepared> _prepared = [];
    private readonly IReadOnlyList<DeviceArray> _condition;
    private readonly IReadOnlyList<DeviceArray> _input;
    private readonly IReadOnlyList<DeviceArray>[][] _layers;
    private readonly IReadOnlyList<DeviceArray> _output;

    /// <summary>Uploads the weights.</summary>
    public UNetDenoiser(UNet model, Mesh mesh, Checkpoint checkpoint, StageLibrary library)
    {
        (Model, Mesh, _library) = (model, mesh, library);
        _store = new WeightStore(mesh, checkpoint, model.Element);
        // Weights do not depend on the shape: the smallest will do to ask for them.
        var shape = new UNetShape(1, 1, 1, 1, 1);
        _condition = _store.Load(model.Condition(1));
        _input = _store.Load(model.Input(shape));
        _layers = [.. model.Layers.Select(layer => Load(layer, model.Stages(layer, shape)))];
        _output = _store.Load(model.Output(shape));
    }

    public UNet Model { get; }

    public Mesh Mesh { get; }

    /// <summary>Loads the programs of a shape.</summary>
    public async ValueTask<Prepared> PrepareAsync(UNetShape shape, CancellationToken cancellation)
    {
        if (_prepared.TryGetValue(shape, out var prepared))
            return prepared;
        var layers = new List<StageExecutable[]>();
        foreach (var layer in Model.Layers)
        {
            var stages = new List<StageExecutable>();
            foreach (var stage in Model.Stages(layer, shape))
                stages.Add(await _library.GetAsync(stage, cancellation).ConfigureAwait(false));
            layers.Add([.. stages]);
        }
        return _prepared[shape] = new Prepared(
            await _library.GetAsync(Model.Condition(shape.Batch), cancellation).ConfigureAwait(false),
            await _library.GetAsync(Model.Input(shape), cancellation).ConfigureAwait(false),
            [.. layers],
            await _library.GetAsync(Model.Output(shape), cancellation).ConfigureAwait(false));
    }

    /// <summary>Starts one prediction; what it makes goes with the run.</summary>
    /// <param name="run">The sequence it belongs to.</param>
    /// <param name="programs">Those of the shape.</param>
    /// <param name="latents">[pictures, rows, columns, channels], f32.</param>
    /// <param name="scale">What they are multiplied with, f32.</param>
    /// <param name="text">States of the text [batch, tokens, channels].</param>
    /// <param name="time">Sinusoids of the time [batch, channels].</param>
    /// <param name="added">What is added to the time [batch, channels], where the model has it.</param>
    /// <returns>[batch, rows, columns, channels], f32.</returns>
    public DeviceArray Predict(
        StageRun run, Prepared programs, DeviceArray latents, DeviceArray scale, DeviceArray text, DeviceArray time, DeviceArray? added)
    {
        var condition = run.Start(programs.Condition, _condition, added is null ? [time] : [time, added])[0];
        var hidden = run.Start(programs.Input, _input, latents, scale)[0];
        var stored = new Stack<DeviceArray>([hidden]);
        for (var i = 0; i < _layers.Length; i++)
        {
            var (layer, stages, weights) = (Model.Layers[i], programs.Layers[i], _layers[i]);
            hidden = layer.Kind switch
            {
                UNetLayerKind.Residual when layer.Skip > 0 => run.Start(stages[0], weights[0], hidden, stored.Pop(), condition)[0],
                UNetLayerKind.Residual => run.Start(stages[0], weights[0], hidden, condition)[0],
                UNetLayerKind.Transformer => Transform(run, stages, weights, hidden, text),
                _ => run.Start(stages[0], weights[0], hidden)[0],
            };
            if (layer.Stores)
                stored.Push(hidden);
        }
        return run.Start(programs.Output, _output, hidden)[0];
    }

    private static DeviceArray Transform(StageRun run, StageExecutable[] stages, IReadOnlyList<DeviceArray>[] weights, DeviceArray hidden, DeviceArray text)
    {
        var tokens = run.Start(stages[0], weights[0], hidden)[0];
        foreach (var block in weights[1..^1])
            tokens = run.Start(stages[1], block, tokens, text)[0];
        return run.Start(stages[2], weights[^1], tokens, hidden)[0];
    }

    private IReadOnlyList<DeviceArray>[] Load(UNetLayer layer, Layers.Stage[] stages) => layer.Kind == UNetLayerKind.Transformer
        ? [
            _store.Load(stages[0], layer.Prefix),
            .. Enumerable.Range(0, layer.Depth).Select(i => _store.Load(stages[1], $"{layer.Prefix}transformer_blocks.{i}.")),
            _store.Load(stages[2], layer.Prefix),
        ]
        : [_store.Load(stages[0], layer.Prefix)];

    public void Dispose() => _store.Dispose();

    /// <summary>Programs of one shape.</summary>
    internal sealed record Prepared(StageExecutable Condition, StageExecutable Input, StageExecutable[][] Layers, StageExecutable Output);
}

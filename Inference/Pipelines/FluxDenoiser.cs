using Inference.Checkpoints;
using Inference.Models;
using Inference.Runtime;

namespace Inference.Pipelines;

/// <summary>The transformer on its devices: weights of all blocks, and the programs of each shape that was prepared.</summary>
internal sealed class FluxDenoiser : IDisposable
{
    private readonly WeightStore _store;
    private readonly StageLibrary _library;
    private readonly Dictionary<(FluxShape, int), Prepared> _prepared = [];
    private readonly IReadOnlyList<DeviceArray> _embedders;
    private readonly IReadOnlyList<DeviceArray>[] _double;
    private readonly IReadOnlyList<DeviceArray>[] _single;
    private readonly IReadOnlyList<DeviceArray> _output;

    /// <summary>Uploads the weights.</summary>
    public FluxDenoiser(FluxTransformer model, Mesh mesh, Checkpoint checkpoint, StageLibrary library)
    {
        (Model, Mesh, _library) = (model, mesh, library);
        _store = new WeightStore(mesh, checkpoint, model.Element);
        // Weights do not depend on the shape: the smallest will do to ask for them.
        var shape = new FluxShape(1, 1, 1);
        _embedders = _store.Load(model.Embedders(shape));
        _double = Blocks("transformer_blocks", model.Config.Layers, model.DoubleBlock(shape));
        _single = Blocks("single_transformer_blocks", model.Config.SingleLayers, model.SingleBlock(shape));
        _output = _store.Load(model.Output(shape));
    }

    public FluxTransformer Model { get; }

    public Mesh Mesh { get; }

    /// <summary>Weights of each double block.</summary>
    public IReadOnlyList<IReadOnlyList<DeviceArray>> DoubleBlocks => _double;

    /// <summary>Weights of each single block.</summary>
    public IReadOnlyList<IReadOnlyList<DeviceArray>> SingleBlocks => _single;

    /// <summary>Loads the programs of a shape, and computes its position tables.</summary>
    public async ValueTask<Prepared> PrepareAsync(FluxShape shape, int columns, CancellationToken cancellation)
    {
        if (_prepared.TryGetValue((shape, columns), out var prepared))
            return prepared;
        var positions = new FluxPositions(Model.Config, FluxPositions.Grid(shape.Text, shape.Image / columns, columns));
        return _prepared[(shape, columns)] = new Prepared(
            await _library.GetAsync(Model.Embedders(shape), cancellation).ConfigureAwait(false),
            await _library.GetAsync(Model.DoubleBlock(shape), cancellation).ConfigureAwait(false),
            await _library.GetAsync(Model.SingleBlock(shape), cancellation).ConfigureAwait(false),
            await _library.GetAsync(Model.Output(shape), cancellation).ConfigureAwait(false),
            await _library.GetAsync(Model.Keep(shape), cancellation).ConfigureAwait(false),
            Upload(positions));
    }

    /// <summary>Position tables on the devices.</summary>
    public RotaryTables Upload(FluxPositions positions)
    {
        long[] dims = [positions.Cosines.Length / Model.Config.HeadSize, Model.Config.HeadSize];
        return new RotaryTables(Mesh.Upload<float>(positions.Cosines, dims), Mesh.Upload<float>(positions.Sines, dims));
    }

    /// <inheritdoc cref="Step(StageRun, Prepared, DeviceArray, DeviceArray, EncodedText, StepTimes, RotaryTables?)"/>
    public (DeviceArray Latents, DeviceArray Denoised) Step(
        StageRun run, Prepared programs, DeviceArray latents, EncodedText text, StepTimes times) =>
        Step(run, programs, latents, latents, text, times);

    /// <summary>Starts one step. The latents are donated to the ones it gives; these go with the run unless kept.</summary>
    /// <param name="run">The sequence it belongs to.</param>
    /// <param name="programs">Those of the shape.</param>
    /// <param name="tokens">What the transformer reads, [batch, image tokens, in_channels], f32: the latents, or more beside them.</param>
    /// <param name="latents">What moves, [batch, image tokens, out_channels], f32.</param>
    /// <param name="text">What the text encoders made.</param>
    /// <param name="times">The step's numbers.</param>
    /// <param name="positions">Other tables than those of the shape's grid.</param>
    public (DeviceArray Latents, DeviceArray Denoised) Step(
        StageRun run, Prepared programs, DeviceArray tokens, DeviceArray latents, EncodedText text, StepTimes times, RotaryTables? positions = null)
    {
        var (cosines, sines) = positions ?? programs.Positions;
        ReadOnlySpan<DeviceArray> inputs = times.Guidance is { } guidance
            ? [tokens, text.Prompt, text.Pooled, times.Time, guidance]
            : [tokens, text.Prompt, text.Pooled, times.Time];
        var embedded = run.Start(programs.Embedders, _embedders, inputs);
        var (hidden, condition) = (embedded[0], embedded[1]);
        foreach (var weights in _double)
            hidden = run.Start(programs.DoubleBlock, weights, hidden, condition, cosines, sines)[0];
        foreach (var weights in _single)
            hidden = run.Start(programs.SingleBlock, weights, hidden, condition, cosines, sines)[0];
        var outputs = run.Start(programs.Output, _output, hidden, condition, latents, times.Step, times.Noise);
        return (outputs[0], outputs[1]);
    }

    private IReadOnlyList<DeviceArray>[] Blocks(string name, int count, Layers.Stage stage) =>
        [.. Enumerable.Range(0, count).Select(i => _store.Load(stage, $"{name}.{i}."))];

    public void Dispose()
    {
        foreach (var prepared in _prepared.Values)
            prepared.Dispose();
        _prepared.Clear();
        _store.Dispose();
    }

    /// <summary>Programs and position tables of one shape.</summary>
    internal sealed record Prepared(
        StageExecutable Embedders, StageExecutable DoubleBlock, StageExecutable SingleBlock, StageExecutable Output, StageExecutable Keep,
        RotaryTables Positions) : IDisposable
    {
        public void Dispose() => Positions.Dispose();
    }

    /// <summary>Tables of the rotary embedding, each [tokens, head size].</summary>
    internal sealed record RotaryTables(DeviceArray Cosines, DeviceArray Sines) : IDisposable
    {
        public void Dispose()
        {
            Cosines.Dispose();
            Sines.Dispose();
        }
    }
}

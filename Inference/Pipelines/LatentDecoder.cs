using Inference.Checkpoints;
using Inference.Images;
using Inference.Models;
using Inference.Runtime;

namespace Inference.Pipelines;

/// <summary>The autoencoder's decoder on its device: packed latents to a picture.</summary>
internal sealed class LatentDecoder : IDisposable
{
    private readonly Autoencoder _model;
    private readonly Mesh _mesh;
    private readonly WeightStore _store;
    private readonly StageLibrary _library;
    private readonly Dictionary<(int Rows, int Columns), StageExecutable> _prepared = [];
    private readonly IReadOnlyList<DeviceArray> _weights;

    public LatentDecoder(Autoencoder model, Mesh mesh, Checkpoint checkpoint, StageLibrary library)
    {
        (_model, _mesh, _library) = (model, mesh, library);
        _store = new WeightStore(mesh, checkpoint, model.Element, Autoencoder.Aliases);
        _weights = _store.Load(model.PackedDecoder(1, 1, 1));
    }

    /// <summary>Loads the program of a size.</summary>
    public async ValueTask<StageExecutable> PrepareAsync(int rows, int columns, CancellationToken cancellation) =>
        _prepared.TryGetValue((rows, columns), out var prepared)
            ? prepared
            : _prepared[(rows, columns)] = await _library.GetAsync(_model.PackedDecoder(1, rows, columns), cancellation).ConfigureAwait(false);

    /// <summary>The picture of latents [1, rows × columns, channels], as [height, width, 3] in 0 … 1.</summary>
    public async Task<float[]> DecodeAsync(DeviceArray latents, int rows, int columns, CancellationToken cancellation)
    {
        var stage = await PrepareAsync(rows, columns, cancellation).ConfigureAwait(false);
        var packed = await latents.ToFloatsAsync().ConfigureAwait(false);
        using var input = _mesh.Upload<float>(packed, stage.Stage.Inputs[0].Shape.Dims);
        var run = new StageRun(cancellation);
        await using var end = run.ConfigureAwait(false);
        var image = run.Start(stage, _weights, input)[0];
        await run.DrainAsync().ConfigureAwait(false);
        return await image.ToFloatsAsync().ConfigureAwait(false);
    }

    /// <summary>The same as 8-bit pixels.</summary>
    public async Task<RgbImage> DrawAsync(DeviceArray latents, int rows, int columns, CancellationToken cancellation)
    {
        var side = 2 * _model.Config.Reduction;
        var values = await DecodeAsync(latents, rows, columns, cancellation).ConfigureAwait(false);
        return RgbImage.FromUnit(columns * side, rows * side, values);
    }

    public void Dispose() => _store.Dispose();
}

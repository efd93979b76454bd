using Inference.Checkpoints;
using Inference.Images;
using Inference.Models;
using Inference.Runtime;

namespace Inference.Pipelines;

/// <summary>The autoencoder's decoder on its device: a denoiser's latents to a picture.</summary>
internal sealed class LatentDecoder : IDisposable
{
    private readonly Autoencoder _model;
    private readonly Mesh _mesh;
    private readonly bool _packed;
    private readonly WeightStore _store;
    private readonly StageLibrary _library;
    private readonly Dictionary<(int Rows, int Columns), StageExecutable> _prepared = [];
    private readonly IReadOnlyList<DeviceArray> _weights;

    /// <param name="model">The autoencoder.</param>
    /// <param name="mesh">Its device.</param>
    /// <param name="checkpoint">Its weights.</param>
    /// <param name="library">Where programs come from.</param>
    /// <param name="packed">Whether the denoiser's tokens are squares of 2 by 2; rows and columns are then those of tokens.</param>
    public LatentDecoder(Autoencoder model, Mesh mesh, Checkpoint checkpoint, StageLibrary library, bool packed)
    {
        (_model, _mesh, _library, _packed) = (model, mesh, library, packed);
        _store = new WeightStore(mesh, checkpoint, model.Element, Autoencoder.Aliases);
        _weights = _store.Load(Program(1, 1));
    }

    /// <summary>Loads the program of a size.</summary>
    public async ValueTask<StageExecutable> PrepareAsync(int rows, int columns, CancellationToken cancellation) =>
        _prepared.TryGetValue((rows, columns), out var prepared)
            ? prepared
            : _prepared[(rows, columns)] = await _library.GetAsync(Program(rows, columns), cancellation).ConfigureAwait(false);

    /// <summary>The picture of latents, as [height, width, 3] in 0 … 1.</summary>
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
        var side = (_packed ? 2 : 1) * _model.Config.Reduction;
        var values = await DecodeAsync(latents, rows, columns, cancellation).ConfigureAwait(false);
        return RgbImage.FromUnit(columns * side, rows * side, values);
    }

    private Layers.Stage Program(int rows, int columns) =>
        _packed ? _model.PackedDecoder(1, rows, columns) : _model.PictureDecoder(1, rows, columns);

    public void Dispose() => _store.Dispose();
}

using Inference.Checkpoints;
using Inference.Images;
using Inference.Models;
using Inference.Runtime;

namespace Inference.Pipelines;

/// <summary>The autoencoder's encoder on its device: a picture to the latents that a denoiser starts from.</summary>
internal sealed class LatentEncoder : IDisposable
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
    /// <param name="packed">Whether the denoiser reads squares of 2 by 2 as tokens.</param>
    public LatentEncoder(Autoencoder model, Mesh mesh, Checkpoint checkpoint, StageLibrary library, bool packed)
    {
        (_model, _mesh, _library, _packed) = (model, mesh, library, packed);
        _store = new WeightStore(mesh, checkpoint, model.Element, Autoencoder.Aliases);
        _weights = _store.Load(model.PictureEncoder(1, 2, 2, packed));
    }

    /// <summary>Loads the program of a size in latents.</summary>
    public async ValueTask<StageExecutable> PrepareAsync(int rows, int columns, CancellationToken cancellation) =>
        _prepared.TryGetValue((rows, columns), out var prepared)
            ? prepared
            : _prepared[(rows, columns)] = await _library.GetAsync(_model.PictureEncoder(1, rows, columns, _packed), cancellation).ConfigureAwait(false);

    /// <summary>Latents of a picture, laid out as the denoiser reads them.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="noise">Which of the likely latents: unit noise [rows, columns, channels].</param>
    /// <param name="cancellation">Ends it before it begins.</param>
    public async Task<float[]> EncodeAsync(RgbImage picture, float[] noise, CancellationToken cancellation)
    {
        var side = _model.Config.Reduction;
        var stage = await PrepareAsync(picture.Height / side, picture.Width / side, cancellation).ConfigureAwait(false);
        var run = new StageRun(cancellation);
        await using var end = run.ConfigureAwait(false);
        var image = run.Own(_mesh.Upload<float>(Array.ConvertAll(picture.Pixels, p => p / 255f), stage.Stage.Inputs[0].Shape.Dims));
        var latents = run.Start(stage, _weights, image, run.Own(_mesh.Upload<float>(noise, stage.Stage.Inputs[1].Shape.Dims)))[0];
        await run.DrainAsync().ConfigureAwait(false);
        return await latents.ToFloatsAsync().ConfigureAwait(false);
    }

    public void Dispose() => _store.Dispose();
}

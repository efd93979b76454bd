using Inference.Checkpoints;
using Inference.Models;
using Inference.Runtime;
using Inference.Tokenizers;
using Pjrt;

namespace Inference.Pipelines;

/// <summary>A prompt to what the transformer reads: T5's states of every token and CLIP's one for the whole.</summary>
internal sealed class FluxTextEncoding : IDisposable
{
    private readonly FluxModel _model;
    private readonly int _length;
    private readonly ClipTokenizer _clipTokenizer;
    private readonly T5Tokenizer _t5Tokenizer;
    private readonly ClipRunner _clip;
    private readonly T5Runner _t5;

    public FluxTextEncoding(FluxModel model, FluxPipelineOptions options, PjrtClient client, StageLibrary library)
    {
        (_model, _length) = (model, options.TextLength);
        string Folder(string part) => Path.Combine(options.ModelFolder, part);
        _clipTokenizer = ClipTokenizer.Load(Folder("tokenizer"));
        _t5Tokenizer = T5Tokenizer.Load(Folder("tokenizer_2"));
        using var clipWeights = Checkpoint.Open(Folder(ClipTextEncoder.Component));
        using var t5Weights = Checkpoint.Open(Folder(T5Encoder.Component));
        var clipMesh = new Mesh(client, model.TextEncoder.Devices);
        var t5Mesh = new Mesh(client, model.TextEncoder2.Devices);
        _clip = new ClipRunner(model.TextEncoder, clipMesh, new WeightStore(clipMesh, clipWeights, options.Element, ClipTextEncoder.Aliases), library);
        _t5 = new T5Runner(model.TextEncoder2, t5Mesh, new WeightStore(t5Mesh, t5Weights, options.Element, T5Encoder.Aliases), library);
    }

    /// <summary>Loads the programs of both encoders, and computes T5's position bias.</summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        await _clip.PrepareAsync(1, _model.ClipLength, cancellation).ConfigureAwait(false);
        await _t5.PrepareAsync(1, _length, cancellation).ConfigureAwait(false);
        var run = new StageRun(cancellation);
        await using var end = run.ConfigureAwait(false);
        await _t5.BiasAsync(run, 1, _length, null, cancellation).ConfigureAwait(false);
        await run.DrainAsync().ConfigureAwait(false);
    }

    /// <summary>Encodes a prompt and copies the result to the devices of <paramref name="target"/>.</summary>
    public async Task<EncodedText> EncodeAsync(string prompt, Mesh target, CancellationToken cancellation)
    {
        var run = new StageRun(cancellation);
        await using var end = run.ConfigureAwait(false);
        var states = await _t5.EncodeAsync(run, _t5Tokenizer.Encode(prompt, _length), _length, cancellation).ConfigureAwait(false);
        var (_, pooled) = await _clip.EncodeAsync(
            run, _clipTokenizer.EncodeForModel(prompt, _model.ClipLength), _model.ClipLength, cancellation).ConfigureAwait(false);
        await run.DrainAsync().ConfigureAwait(false);
        var element = _model.Transformer.Element;
        return new EncodedText(
            target.Upload(await states.ToFloatsAsync().ConfigureAwait(false), element, 1, _length, _model.TextEncoder2.Config.Width),
            target.Upload(await pooled.ToFloatsAsync().ConfigureAwait(false), element, 1, _model.TextEncoder.Config.Width));
    }

    public void Dispose()
    {
        _clip.Dispose();
        _t5.Dispose();
    }
}

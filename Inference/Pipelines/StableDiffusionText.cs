using Inference.Checkpoints;
using Inference.Models;
using Inference.Runtime;
using Inference.Tokenizers;
using Pjrt;

namespace Inference.Pipelines;

/// <summary>
/// Texts to what a UNet reads. Stable Diffusion 2.1 takes the encoder's normalised states; SDXL those before the last layer, of two
/// encoders (Podell et al. 2023, section 2.1), and the second one's pooled text.
/// </summary>
internal sealed class StableDiffusionText : IDisposable
{
    private readonly StableDiffusionModel _model;
    private readonly List<(ClipTextEncoder Model, ClipTokenizer Tokenizer, ClipRunner Runner)> _encoders = [];

    public StableDiffusionText(StableDiffusionModel model, StableDiffusionOptions options, PjrtClient client, StageLibrary library)
    {
        _model = model;
        foreach (var encoder in model.TextEncoders)
        {
            // text_encoder_2 has tokenizer_2.
            var tokenizer = ClipTokenizer.Load(Path.Combine(options.ModelFolder, encoder.Folder.Replace("text_encoder", "tokenizer")));
            using var weights = Checkpoint.Open(Path.Combine(options.ModelFolder, encoder.Folder));
            var mesh = new Mesh(client, encoder.Devices);
            var store = new WeightStore(mesh, weights, options.Element, ClipTextEncoder.Aliases);
            _encoders.Add((encoder, tokenizer, new ClipRunner(encoder, mesh, store, library)));
        }
    }

    /// <summary>Loads the encoders' programs.</summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        foreach (var (_, _, runner) in _encoders)
            await runner.PrepareAsync(1, _model.TextLength, cancellation).ConfigureAwait(false);
    }

    /// <summary>The texts of a request: with guidance the negative one first.</summary>
    public async Task<EncodedPrompt[]> EncodeAsync(ImageRequest request, bool guided, CancellationToken cancellation)
    {
        var prompt = await EncodeAsync(request.Prompt, cancellation).ConfigureAwait(false);
        if (!guided)
            return [prompt];
        return request.NegativePrompt is null && _model.Index.ForcesZeros
            ? [prompt.Zeros(), prompt]
            : [await EncodeAsync(request.NegativePrompt ?? "", cancellation).ConfigureAwait(false), prompt];
    }

    private async Task<EncodedPrompt> EncodeAsync(string text, CancellationToken cancellation)
    {
        var (tokens, pooled) = (_model.TextLength, Array.Empty<float>());
        var parts = new List<float[]>();
        foreach (var (model, tokenizer, runner) in _encoders)
        {
            var run = new StageRun(cancellation);
            await using var end = run.ConfigureAwait(false);
            var (layer, before) = (0, Array.Empty<float>());
            var (final, summary) = await runner.EncodeAsync(run, tokenizer.EncodeForModel(text, tokens), tokens, cancellation, async state =>
            {
                // The state before the last layer; it is donated to that layer, so it is read now.
                if (_model.Index.IsXl && layer++ == model.Config.Layers - 1)
                    before = await state.ToFloatsAsync().ConfigureAwait(false);
            }).ConfigureAwait(false);
            await run.DrainAsync().ConfigureAwait(false);
            parts.Add(_model.Index.IsXl ? before : await final.ToFloatsAsync().ConfigureAwait(false));
            pooled = await summary.ToFloatsAsync().ConfigureAwait(false);
        }
        return new EncodedPrompt(SideBySide(parts, tokens), pooled);
    }

    private static float[] SideBySide(List<float[]> parts, int tokens)
    {
        var joined = new List<float>();
        for (var token = 0; token < tokens; token++)
            foreach (var part in parts)
                joined.AddRange(part.AsSpan(token * (part.Length / tokens), part.Length / tokens));
        return [.. joined];
    }

    public void Dispose()
    {
        foreach (var (_, _, runner) in _encoders)
            runner.Dispose();
    }
}

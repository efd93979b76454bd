using Inference.Layers;
using Inference.Models;

namespace Inference.Pipelines;

/// <summary>The weights that a Stable Diffusion model's configuration asks for, by the names that published files have.</summary>
public static class StableDiffusionWeights
{
    /// <summary>Every weight once.</summary>
    /// <param name="folder">A model's folder; of its files only the configurations are read.</param>
    /// <returns>Component, name and shape of each.</returns>
    /// <exception cref="InvalidDataException">A configuration is absent, damaged or does not fit the others.</exception>
    /// <exception cref="NotSupportedException">One asks for what is not built.</exception>
    public static IEnumerable<(string Component, string Name, IReadOnlyList<long> Shape)> Of(string folder)
    {
        var model = StableDiffusionModel.Load(new StableDiffusionOptions { ModelFolder = folder });
        return model.TextEncoders.SelectMany(encoder => Named(encoder.Folder, Texts(encoder, model.TextLength)))
            .Concat(Named(UNet.Component, Denoiser(model.Denoiser)))
            .Concat(Named(Autoencoder.Component, [("", model.Decoder.PictureEncoder(1, 2, 2, packed: false)), ("", model.Decoder.PictureDecoder(1, 2, 2))]));
    }

    private static IEnumerable<(string Prefix, Stage Stage)> Texts(ClipTextEncoder encoder, int tokens)
    {
        yield return ("", encoder.Embedding(1, tokens));
        for (var layer = 0; layer < encoder.Config.Layers; layer++)
            yield return ($"text_model.encoder.layers.{layer}.", encoder.Layer(1, tokens));
        yield return ("", encoder.Pooler(1, tokens));
    }

    private static IEnumerable<(string Prefix, Stage Stage)> Denoiser(UNet unet)
    {
        // Weights do not depend on the shape.
        var shape = new UNetShape(1, 1, 1, 1, 1);
        yield return ("", unet.Condition(1));
        yield return ("", unet.Input(shape));
        foreach (var layer in unet.Layers)
        {
            var stages = unet.Stages(layer, shape);
            yield return (layer.Prefix, stages[0]);
            if (layer.Kind != UNetLayerKind.Transformer)
                continue;
            for (var block = 0; block < layer.Depth; block++)
                yield return ($"{layer.Prefix}transformer_blocks.{block}.", stages[1]);
            yield return (layer.Prefix, stages[2]);
        }
        yield return ("", unet.Output(shape));
    }

    private static IEnumerable<(string, string, IReadOnlyList<long>)> Named(string component, IEnumerable<(string Prefix, Stage Stage)> stages) =>
        stages.SelectMany(item => item.Stage.Parameters.Select(spec => (item.Prefix + spec.Name, Shape: spec.Stored)))
            .DistinctBy(weight => weight.Item1)
            .Select(weight => (component, weight.Item1, (IReadOnlyList<long>)[.. weight.Shape.Select(axis => (long)axis.Size)]));
}

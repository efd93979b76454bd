using Inference.Layers;
using Inference.Models;

namespace Inference.Pipelines;

/// <summary>The four networks of a Flux model with the devices that each one runs on.</summary>
internal sealed record FluxModel(
    ClipTextEncoder TextEncoder, T5Encoder TextEncoder2, FluxTransformer Transformer, Autoencoder Decoder,
    IReadOnlyList<ComponentPlacement> Components)
{
    /// <summary>Reads the configs of all components and divides those that can be divided.</summary>
    /// <exception cref="InvalidDataException">A config is absent, damaged or does not fit the others.</exception>
    public static FluxModel Load(FluxPipelineOptions options)
    {
        ModelConfig Config(string component) => ModelConfig.Load(Path.Combine(options.ModelFolder, component));
        var clip = new ClipTextConfig(Config(ClipTextEncoder.Component));
        var t5 = new T5Config(Config(T5Encoder.Component));
        var flux = new FluxTransformerConfig(Config(FluxTransformer.Component));
        var vae = new AutoencoderConfig(Config(Autoencoder.Component));
        Check(clip, t5, flux, vae, options.ModelFolder);

        var places = options.Placement;
        var components = new[]
        {
            ComponentPlacement.Whole(ClipTextEncoder.Component, places.TextEncoder),
            ComponentPlacement.Of(T5Encoder.Component, places.TextEncoder2, degree => T5Encoder.Divides(t5, degree), t5.Heads),
            ComponentPlacement.Of(FluxTransformer.Component, places.Transformer, degree => FluxTransformer.Divides(flux, degree), flux.Heads),
            ComponentPlacement.Whole(Autoencoder.Component, places.Decoder),
        };
        return new FluxModel(
            new ClipTextEncoder(clip, components[0].Devices, options.Element), new T5Encoder(t5, components[1].Devices, options.Element),
            new FluxTransformer(flux, components[2].Devices, options.Element), new Autoencoder(vae, components[3].Devices, options.Element),
            components);
    }

    /// <summary>Pixels to a token along one side; sizes are multiples of it.</summary>
    public int TokenSide => 2 * Decoder.Config.Reduction;

    /// <summary>Tokens of CLIP's text.</summary>
    public int ClipLength => TextEncoder.Config.Positions;

    /// <summary>All stages that pictures of a size need.</summary>
    public IEnumerable<Stage> Stages(int width, int height, int textLength)
    {
        var (rows, columns) = Grid(width, height);
        var shape = new FluxShape(1, textLength, rows * columns);
        return
        [
            TextEncoder.Embedding(1, ClipLength), TextEncoder.Layer(1, ClipLength), TextEncoder.Pooler(1, ClipLength),
            TextEncoder2.Embedding(1, textLength), TextEncoder2.PositionBias(1, textLength),
            TextEncoder2.Block(1, textLength), TextEncoder2.Final(1, textLength),
            Transformer.Embedders(shape), Transformer.DoubleBlock(shape), Transformer.SingleBlock(shape), Transformer.Output(shape), Transformer.Keep(shape),
            Decoder.PictureEncoder(1, 2 * rows, 2 * columns, packed: true), Decoder.PackedDecoder(1, rows, columns),
        ];
    }

    /// <summary>Rows and columns of tokens.</summary>
    /// <exception cref="ArgumentException">The size is not a multiple of a token's side.</exception>
    public (int Rows, int Columns) Grid(int width, int height) =>
        width > 0 && height > 0 && width % TokenSide == 0 && height % TokenSide == 0
            ? (height / TokenSide, width / TokenSide)
            : throw new ArgumentException($"The size {width}x{height} is not possible: width and height must be positive multiples of {TokenSide}.");

    private static void Check(ClipTextConfig clip, T5Config t5, FluxTransformerConfig flux, AutoencoderConfig vae, string folder)
    {
        foreach (var (what, given, wanted) in new[]
        {
            ("text_encoder's width (pooled_projection_dim)", clip.Width, flux.PooledChannels),
            ("text_encoder_2's width (joint_attention_dim)", t5.Width, flux.TextChannels),
            ("vae's packed channels (in_channels)", 4 * vae.LatentChannels, flux.InChannels),
            ("transformer's out_channels (in_channels)", flux.OutChannels, flux.InChannels),
        })
            if (given != wanted)
                throw new InvalidDataException($"{folder}: {what} is {given}, the transformer asks for {wanted}.");
    }
}

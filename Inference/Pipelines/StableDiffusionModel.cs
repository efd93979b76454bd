using Inference.Layers;
using Inference.Models;
using Inference.Schedulers;

namespace Inference.Pipelines;

/// <summary>The networks of a Stable Diffusion model (2.1, XL or XL's refiner) with the devices that each one runs on.</summary>
internal sealed record StableDiffusionModel(
    StableDiffusionIndex Index, IReadOnlyList<ClipTextEncoder> TextEncoders, UNet Denoiser, Autoencoder Decoder, IDiffusionScheduler Scheduler,
    IReadOnlyList<ComponentPlacement> Components)
{
    private const string SecondTextEncoder = "text_encoder_2";

    /// <summary>The most that a scheduler's steps take from earlier ones.</summary>
    private int Depth { get; } = Scheduler.For(1).Depth;

    /// <summary>Reads the configs of all components and divides those that can be divided.</summary>
    /// <exception cref="InvalidDataException">A config is absent, damaged or does not fit the others.</exception>
    /// <exception cref="NotSupportedException">One asks for what is not built.</exception>
    public static StableDiffusionModel Load(StableDiffusionOptions options)
    {
        var index = StableDiffusionIndex.Load(options.ModelFolder);
        ModelConfig Config(string component) => ModelConfig.Load(Path.Combine(options.ModelFolder, component));
        var (places, element) = (options.Placement, options.Element);
        var components = new List<ComponentPlacement>();
        var encoders = new List<ClipTextEncoder>();
        foreach (var (folder, devices) in new[] { (ClipTextEncoder.Component, places.TextEncoder), (SecondTextEncoder, places.TextEncoder2) })
            if (index.Has(folder))
            {
                components.Add(ComponentPlacement.Whole(folder, devices));
                encoders.Add(new ClipTextEncoder(new ClipTextConfig(Config(folder)), components[^1].Devices, element) { Folder = folder });
            }
        var unet = new UNetConfig(Config(UNet.Component));
        components.Add(ComponentPlacement.Layerwise(places.Transformer, unet));
        components.Add(ComponentPlacement.Whole(Autoencoder.Component, places.Decoder));
        var vae = new AutoencoderConfig(Config(Autoencoder.Component));
        Check(encoders, unet, vae, options.ModelFolder);
        return new StableDiffusionModel(
            index, encoders, new UNet(unet, components[^2].Devices, element), new Autoencoder(vae, components[^1].Devices, element),
            DiffusionSchedulers.FromConfig(Path.Combine(options.ModelFolder, "scheduler"), options.Scheduler), components);
    }

    /// <summary>Tokens of a text.</summary>
    public int TextLength => TextEncoders[0].Config.Positions;

    /// <summary>The denoiser's shape for a picture.</summary>
    /// <exception cref="ArgumentException">The size is not a multiple of a latent's side.</exception>
    public UNetShape Shape(int width, int height, bool guided)
    {
        var side = Decoder.Config.Reduction;
        return width > 0 && height > 0 && width % side == 0 && height % side == 0
            ? new UNetShape(1, guided ? 2 : 1, height / side, width / side, TextLength)
            : throw new ArgumentException($"The size {width}x{height} is not possible: width and height must be positive multiples of {side}.");
    }

    /// <summary>A step on latents of that shape.</summary>
    public Stage Advance(UNetShape shape) => Steps(shape).Advance(shape.Copies == 2, Depth);

    /// <summary>The stage that keeps what is not painted.</summary>
    public Stage Keep(UNetShape shape) => Steps(shape).Keep();

    /// <summary>All stages that pictures of a size need, with guidance and without.</summary>
    public IEnumerable<Stage> Stages(int width, int height)
    {
        foreach (var encoder in TextEncoders)
            foreach (var stage in new[] { encoder.Embedding(1, TextLength), encoder.Layer(1, TextLength), encoder.Pooler(1, TextLength) })
                yield return stage;
        foreach (var guided in new[] { true, false })
        {
            var shape = Shape(width, height, guided);
            yield return Denoiser.Condition(shape.Batch);
            yield return Denoiser.Input(shape);
            foreach (var stage in Denoiser.Layers.SelectMany(layer => Denoiser.Stages(layer, shape)))
                yield return stage;
            yield return Denoiser.Output(shape);
            yield return Advance(shape);
            yield return Keep(shape);
        }
        var (rows, columns) = Shape(width, height, guided: false).At(0);
        yield return Decoder.PictureEncoder(1, rows, columns, packed: false);
        yield return Decoder.PictureDecoder(1, rows, columns);
    }

    private LatentSteps Steps(UNetShape shape) => new(UNet.Component, Denoiser.Devices,
        [("b", shape.Pictures), ("y", shape.Rows), ("x", shape.Columns), ("c", Denoiser.Config.InChannels)]);

    private static void Check(List<ClipTextEncoder> encoders, UNetConfig unet, AutoencoderConfig vae, string folder)
    {
        if (encoders.Count == 0)
            throw new InvalidDataException($"{folder}: the model has no text encoder.");
        if (unet.InChannels > vae.LatentChannels && unet.OutChannels == vae.LatentChannels)
            throw new NotSupportedException($"A UNet of {unet.InChannels} channels that reads a mask and a picture beside the latents is not built.");
        foreach (var (what, given, wanted) in new[]
        {
            ("text encoders' width (cross_attention_dim)", encoders.Sum(e => e.Config.Width), unet.TextChannels),
            ("vae's channels (in_channels)", vae.LatentChannels, unet.InChannels),
            ("unet's out_channels (in_channels)", unet.OutChannels, unet.InChannels),
        })
            if (given != wanted)
                throw new InvalidDataException($"{folder}: {what} is {given}, the unet asks for {wanted}.");
    }
}

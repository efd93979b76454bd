using Inference.Layers;
using Inference.StableHlo;
using Pjrt;

namespace Inference.Models;

/// <summary>AutoencoderKL (Rombach et al. 2022) on one device: pictures to latents and back, channels last throughout.</summary>
/// <param name="Config">The model's config.</param>
/// <param name="Devices">The device.</param>
/// <param name="Element">Type of weights and what is multiplied with them; all else is f32.</param>
internal sealed record Autoencoder(AutoencoderConfig Config, IReadOnlyList<int> Devices, ElementType Element)
{
    public const string Component = "vae";

    private AutoencoderBlocks Blocks { get; } = new(Config);

    /// <summary>Other names under which files keep a tensor: those of Stable Diffusion 1 and 2 name the attention otherwise.</summary>
    public static IEnumerable<string> Aliases(string name)
    {
        foreach (var (part, old) in new[] { ("to_q", "query"), ("to_k", "key"), ("to_v", "value"), ("to_out.0", "proj_attn") })
            if (name.Contains($".attentions.0.{part}."))
                yield return name.Replace($".{part}.", $".{old}.");
    }

    /// <summary>
    /// latents [b, s, c] as the transformer has them (each token a square of 2 by 2) → image [b, y, x, 3] in 0 … 1.
    /// </summary>
    /// <param name="batch">Pictures.</param>
    /// <param name="rows">Rows of tokens: 16 pixels each with the usual reduction of 8.</param>
    /// <param name="columns">Columns of tokens.</param>
    public Stage PackedDecoder(int batch, int rows, int columns)
    {
        var trace = Trace("decoder", batch, rows, columns);
        var packed = trace.Input("latents", ElementType.F32, ("b", batch), ("s", rows * columns), ("c", 4 * Config.LatentChannels));
        var latents = packed.Split("s", ("y", rows), ("x", columns)).Split("c", ("c", Config.LatentChannels), ("y2", 2), ("x2", 2))
            .Transpose("b", "y", "y2", "x", "x2", "c").Merge("y", "y", "y2").Merge("x", "x", "x2");
        return Draw(trace, latents);
    }

    /// <summary>latents [b, y, x, c] as a UNet has them → image [b, y, x, 3] in 0 … 1.</summary>
    /// <param name="batch">Pictures.</param>
    /// <param name="rows">Rows of latents: 8 pixels each with the usual reduction.</param>
    /// <param name="columns">Columns of latents.</param>
    public Stage PictureDecoder(int batch, int rows, int columns)
    {
        var trace = Trace("decoder_latents", batch, rows, columns);
        return Draw(trace, Latents(trace, "latents", batch, rows, columns));
    }

    /// <summary>
    /// image [b, y, x, 3] in 0 … 1, noise [b, y, x, c] → latents of which the decoder draws that image, one sample of those that the
    /// encoder thinks likely: [b, y, x, c] as a UNet has them, or [b, s, c] packed as a transformer has them.
    /// </summary>
    /// <param name="batch">Pictures.</param>
    /// <param name="rows">Rows of latents.</param>
    /// <param name="columns">Columns of latents.</param>
    /// <param name="packed">Whether squares of 2 by 2 become tokens.</param>
    public Stage PictureEncoder(int batch, int rows, int columns, bool packed)
    {
        var trace = Trace(packed ? "encoder_packed" : "encoder_latents", batch, rows, columns);
        var image = trace.Input("image", ElementType.F32, ("b", batch), ("y", rows * Config.Reduction), ("x", columns * Config.Reduction), ("c", Config.InChannels));
        var noise = Latents(trace, "noise", batch, rows, columns);
        var (mean, logarithm) = Moments(trace.Weights, image * 2 - 1);
        var latents = (mean + (logarithm * 0.5).Exponential() * noise - Config.Shift) * Config.Scaling;
        trace.Output("latents", packed
            ? latents.Split("y", ("y", rows / 2), ("y2", 2)).Split("x", ("x", columns / 2), ("x2", 2))
                .Transpose("b", "y", "x", "c", "y2", "x2").Merge("s", "y", "x").Merge("c", "c", "y2", "x2")
            : latents);
        return trace.Build();
    }

    /// <summary>latents [b, y, x, c] as the encoder makes them → image [b, y, x, 3] in −1 … 1, not clamped.</summary>
    public Stage Decoder(int batch, int rows, int columns)
    {
        var trace = Trace("decoder_raw", batch, rows, columns);
        var latents = Latents(trace, "latents", batch, rows, columns);
        trace.Output("image", Decode(trace.Weights, latents));
        return trace.Build();
    }

    /// <summary>image [b, y, x, 3] in −1 … 1 → mean and logarithm of the variance of the latents, [b, y, x, c].</summary>
    public Stage Encoder(int batch, int rows, int columns)
    {
        var trace = Trace("encoder", batch, rows, columns);
        var image = trace.Input("image", ElementType.F32, ("b", batch), ("y", rows), ("x", columns), ("c", Config.InChannels));
        var (mean, logarithm) = Moments(trace.Weights, image);
        trace.Output("mean", mean);
        trace.Output("logvar", logarithm);
        return trace.Build();
    }

    private Stage Draw(StageTrace trace, Tensor latents)
    {
        var image = Decode(trace.Weights, latents / Config.Scaling + Config.Shift);
        trace.Output("image", (image * 0.5 + 0.5).Clamp(0, 1));
        return trace.Build();
    }

    private (Tensor Mean, Tensor LogVariance) Moments(Scope weights, Tensor image)
    {
        var moments = Encode(weights, image);
        var channels = Config.LatentChannels;
        return (moments.Slice("c", 0, channels), moments.Slice("c", channels, channels).Clamp(-30, 20));
    }

    private Tensor Latents(StageTrace trace, string name, int batch, int rows, int columns) =>
        trace.Input(name, ElementType.F32, ("b", batch), ("y", rows), ("x", columns), ("c", Config.LatentChannels));

    private Tensor Decode(Scope root, Tensor latents)
    {
        if (Config.PostQuantConvolution)
            latents = Convolution.Apply(root["post_quant_conv"], latents, Config.LatentChannels, size: 1);
        var weights = root["decoder"];
        var x = Convolution.Apply(weights["conv_in"], latents, Config.Channels[^1]);
        x = Blocks.Middle(weights["mid_block"], x);
        for (var level = 0; level < Config.Channels.Length; level++)
        {
            var block = weights["up_blocks"][level];
            var channels = Config.Channels[^(level + 1)];
            for (var layer = 0; layer <= Config.Layers; layer++)
                x = Blocks.Residual(block["resnets"][layer], x, channels);
            if (level < Config.Channels.Length - 1)
                x = Convolution.Apply(block["upsamplers"][0]["conv"], Convolution.Upsample(x), channels);
        }
        return Convolution.Apply(weights["conv_out"], Blocks.Normalized(weights["conv_norm_out"], x), Config.OutChannels);
    }

    private Tensor Encode(Scope root, Tensor image)
    {
        var weights = root["encoder"];
        var x = Convolution.Apply(weights["conv_in"], image, Config.Channels[0]);
        for (var level = 0; level < Config.Channels.Length; level++)
        {
            var block = weights["down_blocks"][level];
            for (var layer = 0; layer < Config.Layers; layer++)
                x = Blocks.Residual(block["resnets"][layer], x, Config.Channels[level]);
            // Halving pads below and to the right only.
            if (level < Config.Channels.Length - 1)
                x = Convolution.Apply(block["downsamplers"][0]["conv"], x, Config.Channels[level], stride: 2, before: 0);
        }
        x = Blocks.Middle(weights["mid_block"], x);
        x = Convolution.Apply(weights["conv_out"], Blocks.Normalized(weights["conv_norm_out"], x), 2 * Config.LatentChannels);
        return Config.QuantConvolution ? Convolution.Apply(root["quant_conv"], x, 2 * Config.LatentChannels, size: 1) : x;
    }

    private StageTrace Trace(string stage, int batch, int rows, int columns) =>
        new(Component, $"{stage} {batch}x{rows}x{columns}", Devices, Element);
}

namespace Inference.Models;

/// <summary>AutoencoderKL's config, defaults as diffusers has them.</summary>
internal sealed record AutoencoderConfig
{
    public AutoencoderConfig(ModelConfig config)
    {
        InChannels = config.Int("in_channels", 3);
        OutChannels = config.Int("out_channels", 3);
        LatentChannels = config.Int("latent_channels", 4);
        Channels = config.Ints("block_out_channels", [64]);
        Layers = config.Int("layers_per_block", 1);
        Groups = config.Int("norm_num_groups", 32);
        Activation = config.String("act_fn", "silu");
        _ = Inference.Layers.Activation.Named(Activation);
        MidAttention = config.Bool("mid_block_add_attention", true);
        QuantConvolution = config.Bool("use_quant_conv", true);
        PostQuantConvolution = config.Bool("use_post_quant_conv", true);
        // The files of Stable Diffusion 1 and 2 lack both.
        Scaling = config.Double("scaling_factor", 0.18215);
        Shift = config.Double("shift_factor", 0);
        foreach (var key in new[] { "latents_mean", "latents_std" })
            if (config.Has(key))
                throw new NotSupportedException($"AutoencoderKL with {key} is not known.");
        foreach (var (key, known) in new[] { ("down_block_types", "DownEncoderBlock2D"), ("up_block_types", "UpDecoderBlock2D") })
            if (config.Strings(key, []).FirstOrDefault(t => t != known) is { } other)
                throw new NotSupportedException($"AutoencoderKL with {other} is not known, only {known}.");
    }

    /// <summary>Channels of the pictures that are encoded.</summary>
    public int InChannels { get; }

    /// <summary>Channels of the decoded ones.</summary>
    public int OutChannels { get; }

    public int LatentChannels { get; }

    /// <summary>Channels at each resolution, the finest first.</summary>
    public int[] Channels { get; }

    /// <summary>Residual blocks at each resolution of the encoder; the decoder has one more.</summary>
    public int Layers { get; }

    public int Groups { get; }

    public string Activation { get; }

    public bool MidAttention { get; }

    public bool QuantConvolution { get; }

    public bool PostQuantConvolution { get; }

    /// <summary>The transformer's latents are (z − shift) · scaling.</summary>
    public double Scaling { get; }

    public double Shift { get; }

    /// <summary>Pixels to a latent along one side.</summary>
    public int Reduction => 1 << (Channels.Length - 1);
}

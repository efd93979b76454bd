namespace Inference.Models;

/// <summary>FluxTransformer2DModel's config, defaults as diffusers has them.</summary>
internal sealed record FluxTransformerConfig
{
    public FluxTransformerConfig(ModelConfig config)
    {
        if (config.Int("patch_size", 1) is not 1 and var patch)
            throw new NotSupportedException($"A Flux transformer with patch_size {patch} is not known; all published ones have 1.");
        InChannels = config.Int("in_channels", 64);
        OutChannels = config.Int("out_channels", InChannels);
        Layers = config.Int("num_layers", 19);
        SingleLayers = config.Int("num_single_layers", 38);
        HeadSize = config.Int("attention_head_dim", 128);
        Heads = config.Int("num_attention_heads", 24);
        TextChannels = config.Int("joint_attention_dim", 4096);
        PooledChannels = config.Int("pooled_projection_dim", 768);
        GuidanceEmbeds = config.Bool("guidance_embeds", false);
        RotaryAxes = config.Ints("axes_dims_rope", [16, 56, 56]);
        if (RotaryAxes.Length != 3)
            throw new NotSupportedException($"A Flux transformer with {RotaryAxes.Length} axes of positions (axes_dims_rope) is not known; all published ones have 3.");
        if (RotaryAxes.Sum() != HeadSize || RotaryAxes.Any(a => a % 2 != 0))
            throw new InvalidDataException($"axes_dims_rope {string.Join(", ", RotaryAxes)} must be even and sum to attention_head_dim {HeadSize}.");
    }

    /// <summary>Channels of a packed latent token: 4 times the VAE's.</summary>
    public int InChannels { get; }

    public int OutChannels { get; }

    /// <summary>Blocks with one stream for text and one for the image.</summary>
    public int Layers { get; }

    /// <summary>Blocks with both in one stream.</summary>
    public int SingleLayers { get; }

    public int HeadSize { get; }

    public int Heads { get; }

    /// <summary>Width of the text encoder's states (T5).</summary>
    public int TextChannels { get; }

    /// <summary>Width of the pooled text (CLIP).</summary>
    public int PooledChannels { get; }

    /// <summary>Whether the guidance scale is an input (dev) or not (schnell).</summary>
    public bool GuidanceEmbeds { get; }

    /// <summary>Elements of a head for each of the three position axes.</summary>
    public int[] RotaryAxes { get; }

    public int Width => Heads * HeadSize;
}

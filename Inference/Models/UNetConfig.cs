namespace Inference.Models;

/// <summary>UNet2DConditionModel's config, defaults as diffusers has them; forms that no Stable Diffusion has are refused.</summary>
internal sealed record UNetConfig
{
    private const string CrossDown = "CrossAttnDownBlock2D";
    private const string CrossUp = "CrossAttnUpBlock2D";

    public UNetConfig(ModelConfig config)
    {
        Refuse(config);
        InChannels = config.Int("in_channels", 4);
        OutChannels = config.Int("out_channels", 4);
        Channels = config.Ints("block_out_channels", [320, 640, 1280, 1280]);
        var levels = Channels.Length;
        Layers = config.EachInt("layers_per_block", levels, 2);
        Groups = config.Int("norm_num_groups", 32);
        Epsilon = config.Double("norm_eps", 1e-5);
        // Despite its name attention_head_dim has always held the number of heads.
        Heads = config.EachInt(config.Has("num_attention_heads") ? "num_attention_heads" : "attention_head_dim", levels, 8);
        Depths = config.EachInt("transformer_layers_per_block", levels, 1);
        TextChannels = config.Int("cross_attention_dim", 1280);
        DownAttention = Attends(config, "down_block_types", levels, "DownBlock2D", CrossDown, [CrossDown, CrossDown, CrossDown, "DownBlock2D"]);
        UpAttention = Attends(config, "up_block_types", levels, "UpBlock2D", CrossUp, ["UpBlock2D", CrossUp, CrossUp, CrossUp]);
        if (config.String("addition_embed_type", "none") == "text_time")
        {
            AddedChannels = config.Int("projection_class_embeddings_input_dim", 2816);
            AddedSinusoidWidth = config.Int("addition_time_embed_dim", 256);
        }
    }

    public int InChannels { get; }

    public int OutChannels { get; }

    /// <summary>Channels at each resolution, the finest first.</summary>
    public int[] Channels { get; }

    /// <summary>Residual blocks at each resolution on the way down; the way up has one more.</summary>
    public int[] Layers { get; }

    public int Groups { get; }

    public double Epsilon { get; }

    /// <summary>Attention heads at each resolution.</summary>
    public int[] Heads { get; }

    /// <summary>Transformer blocks in a row at each resolution.</summary>
    public int[] Depths { get; }

    /// <summary>Width of the text's states.</summary>
    public int TextChannels { get; }

    /// <summary>Whether the blocks on the way down attend, the finest first.</summary>
    public bool[] DownAttention { get; }

    /// <summary>Whether the blocks on the way up attend, the coarsest first.</summary>
    public bool[] UpAttention { get; }

    /// <summary>Width of what SDXL adds to the time: the pooled text and sinusoids of sizes; null for models without.</summary>
    public int? AddedChannels { get; }

    /// <summary>Width of the sinusoids that stand for one number of a size.</summary>
    public int AddedSinusoidWidth { get; }

    /// <summary>Width of the condition that the time becomes.</summary>
    public int ConditionWidth => 4 * Channels[0];

    private static bool[] Attends(ModelConfig config, string key, int levels, string plain, string cross, string[] fallback)
    {
        var types = config.Strings(key, fallback);
        if (types.FirstOrDefault(t => t != plain && t != cross) is { } other)
            throw new NotSupportedException($"UNet2DConditionModel with {other} is not known, only {plain} and {cross}.");
        return types.Length == levels
            ? [.. types.Select(t => t == cross)]
            : throw new InvalidDataException($"{key} names {types.Length} blocks, block_out_channels {levels}.");
    }

    private static void Refuse(ModelConfig config)
    {
        foreach (var (key, known) in new[]
        {
            ("act_fn", "silu"), ("mid_block_type", "UNetMidBlock2DCrossAttn"), ("time_embedding_type", "positional"),
            ("resnet_time_scale_shift", "default"), ("addition_embed_type", "text_time"), ("attention_type", "default"),
        })
            if (config.Has(key) && config.String(key, known) is var given && given != known)
                throw new NotSupportedException($"UNet2DConditionModel with {key} {given} is not known, only {known}.");
        foreach (var key in new[]
        {
            "class_embed_type", "num_class_embeds", "encoder_hid_dim_type", "encoder_hid_dim", "time_cond_proj_dim", "time_embedding_dim",
            "time_embedding_act_fn", "timestep_post_act", "cross_attention_norm", "reverse_transformer_layers_per_block",
        })
            if (config.Has(key))
                throw new NotSupportedException($"UNet2DConditionModel with {key} is not known.");
        foreach (var (key, known) in new[] { ("only_cross_attention", false), ("dual_cross_attention", false), ("center_input_sample", false), ("resnet_skip_time_act", false), ("flip_sin_to_cos", true) })
            if (config.Bool(key, known) != known)
                throw new NotSupportedException($"UNet2DConditionModel with {key} {!known} is not known.");
        foreach (var (key, known) in new[] { ("freq_shift", 0.0), ("mid_block_scale_factor", 1), ("resnet_out_scale_factor", 1), ("downsample_padding", 1), ("conv_in_kernel", 3), ("conv_out_kernel", 3) })
            if (config.Double(key, known) is var given && given != known)
                throw new NotSupportedException($"UNet2DConditionModel with {key} {given} is not known, only {known}.");
    }
}

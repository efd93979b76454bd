namespace Inference.Models;

/// <summary>What a layer of a UNet does.</summary>
internal enum UNetLayerKind
{
    /// <summary>Two convolutions steered by the condition, beside a shortcut.</summary>
    Residual,

    /// <summary>Transformer blocks over all places of the picture, which read the text.</summary>
    Transformer,

    /// <summary>Halves the picture.</summary>
    Downsample,

    /// <summary>Doubles the picture.</summary>
    Upsample,
}

/// <summary>One layer in the order in which a UNet runs them.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Prefix">Its place in the checkpoint, with the last dot.</param>
/// <param name="Level">Resolution of what it reads: 0 is the finest.</param>
/// <param name="In">Channels of the state that it reads.</param>
/// <param name="Out">Channels of the state that it gives.</param>
internal sealed record UNetLayer(UNetLayerKind Kind, string Prefix, int Level, int In, int Out)
{
    /// <summary>Channels of the stored state that it joins to its input; 0: none.</summary>
    public int Skip { get; init; }

    /// <summary>Whether what it gives is stored for the way up.</summary>
    public bool Stores { get; init; }

    /// <summary>Attention heads of a transformer.</summary>
    public int Heads { get; init; }

    /// <summary>Blocks of a transformer.</summary>
    public int Depth { get; init; }

    /// <summary>All layers between the first and the last convolution (Ronneberger et al. 2015; Rombach et al. 2022).</summary>
    public static IReadOnlyList<UNetLayer> Of(UNetConfig config)
    {
        var layers = new List<UNetLayer>();
        var stored = new Stack<int>([config.Channels[0]]);
        var channels = config.Channels[0];
        var levels = config.Channels.Length;

        void Residual(string block, int index, int level, int skip, bool stores)
        {
            layers.Add(new UNetLayer(UNetLayerKind.Residual, $"{block}.resnets.{index}.", level, channels, config.Channels[level]) { Skip = skip, Stores = stores });
            channels = config.Channels[level];
        }
        void Transformer(string block, int index, int level, bool stores) => layers.Add(
            new UNetLayer(UNetLayerKind.Transformer, $"{block}.attentions.{index}.", level, channels, channels)
            {
                Heads = config.Heads[level],
                Depth = config.Depths[level],
                Stores = stores,
            });

        for (var level = 0; level < levels; level++)
        {
            var (block, attends) = ($"down_blocks.{level}", config.DownAttention[level]);
            for (var i = 0; i < config.Layers[level]; i++)
            {
                Residual(block, i, level, 0, stores: !attends);
                if (attends)
                    Transformer(block, i, level, stores: true);
                stored.Push(channels);
            }
            if (level == levels - 1)
                continue;
            layers.Add(new UNetLayer(UNetLayerKind.Downsample, $"{block}.downsamplers.0.", level, channels, channels) { Stores = true });
            stored.Push(channels);
        }

        Residual("mid_block", 0, levels - 1, 0, stores: false);
        Transformer("mid_block", 0, levels - 1, stores: false);
        Residual("mid_block", 1, levels - 1, 0, stores: false);

        for (var index = 0; index < levels; index++)
        {
            var (block, level) = ($"up_blocks.{index}", levels - 1 - index);
            for (var i = 0; i <= config.Layers[level]; i++)
            {
                Residual(block, i, level, stored.Pop(), stores: false);
                if (config.UpAttention[index])
                    Transformer(block, i, level, stores: false);
            }
            if (level > 0)
                layers.Add(new UNetLayer(UNetLayerKind.Upsample, $"{block}.upsamplers.0.", level, channels, channels));
        }
        return layers;
    }
}

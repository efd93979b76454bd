namespace Inference.Models;

/// <summary>CLIPTextModel's config, defaults as transformers has them.</summary>
internal sealed record ClipTextConfig
{
    /// <summary>The token id that old configs give for the end although their vocabularies have another.</summary>
    private const int HistoricEnd = 2;

    public ClipTextConfig(ModelConfig config)
    {
        Vocabulary = config.Int("vocab_size", 49408);
        Width = config.Int("hidden_size", 512);
        FeedForward = config.Int("intermediate_size", 2048);
        Layers = config.Int("num_hidden_layers", 12);
        Heads = config.Int("num_attention_heads", 8);
        Positions = config.Int("max_position_embeddings", 77);
        Epsilon = config.Double("layer_norm_eps", 1e-5);
        Activation = config.String("hidden_act", "quick_gelu");
        _ = Inference.Layers.Activation.Named(Activation);
        End = config.Int("eos_token_id", 49407);
        Projection = config.Strings("architectures", []).Contains("CLIPTextModelWithProjection")
            ? config.Int("projection_dim", 512)
            : null;
    }

    public int Vocabulary { get; }

    public int Width { get; }

    public int FeedForward { get; }

    public int Layers { get; }

    public int Heads { get; }

    /// <summary>The longest text.</summary>
    public int Positions { get; }

    public double Epsilon { get; }

    public string Activation { get; }

    public int End { get; }

    /// <summary>Width of the projected text; null for models that do not project.</summary>
    public int? Projection { get; }

    /// <summary>Where the pooled state is taken: at the end token, by the historic rule at the largest id.</summary>
    public int PooledPosition(ReadOnlySpan<int> ids)
    {
        var end = End;
        if (End == HistoricEnd)
            foreach (var id in ids)
                end = Math.Max(end, id);
        return Math.Max(0, ids.IndexOf(end));
    }
}

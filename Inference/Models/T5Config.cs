namespace Inference.Models;

/// <summary>T5EncoderModel's config, defaults as transformers has them.</summary>
internal sealed record T5Config
{
    public T5Config(ModelConfig config)
    {
        // UMT5 has distances of its own in every block; MT5 is T5 with another vocabulary.
        if (config.String("model_type", "t5") is not ("t5" or "mt5") and var other)
            throw new NotSupportedException($"A text encoder of the model_type {other} is not known, only t5 and mt5.");
        Vocabulary = config.Int("vocab_size", 32128);
        Width = config.Int("d_model", 512);
        HeadSize = config.Int("d_kv", 64);
        FeedForward = config.Int("d_ff", 2048);
        Layers = config.Int("num_layers", 6);
        Heads = config.Int("num_heads", 8);
        Buckets = config.Int("relative_attention_num_buckets", 32);
        MaxDistance = config.Int("relative_attention_max_distance", 128);
        Epsilon = config.Double("layer_norm_epsilon", 1e-6);
        var parts = config.String("feed_forward_proj", "relu").Split('-');
        if (parts.Length > 2 || (parts.Length == 2 && parts[0] != "gated"))
            throw new InvalidDataException($"feed_forward_proj is {string.Join('-', parts)}; allowed are an activation and gated-<activation>.");
        Gated = parts[0] == "gated";
        // "gated-gelu" has always meant the tanh form.
        Activation = parts[^1] == "gelu" && Gated ? "gelu_new" : parts[^1];
        _ = Inference.Layers.Activation.Named(Activation);
    }

    public int Vocabulary { get; }

    public int Width { get; }

    /// <summary>Elements of a head; heads together need not be as wide as the model.</summary>
    public int HeadSize { get; }

    public int FeedForward { get; }

    public int Layers { get; }

    public int Heads { get; }

    /// <summary>Classes of distance between tokens.</summary>
    public int Buckets { get; }

    /// <summary>Distances from here on share a class.</summary>
    public int MaxDistance { get; }

    public double Epsilon { get; }

    public bool Gated { get; }

    public string Activation { get; }
}

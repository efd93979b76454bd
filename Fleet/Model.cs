namespace Fleet;

/// <summary>How a model's weights are held and computed on the devices; stored weights are converted at load.</summary>
public enum ModelDtype
{
    /// <summary><c>float32</c>, the default: what every comparison with another engine uses.</summary>
    Float32,

    /// <summary><c>bfloat16</c>: what real checkpoints say.</summary>
    BFloat16,
}

/// <summary>A model of the fleet.</summary>
public sealed record Model
{
    /// <summary>What requests call it.</summary>
    public required string Name { get; init; }

    /// <summary>Which pipeline computes it: <c>flux</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>A folder, <c>hf://owner/name@revision</c> or <c>s3://bucket/prefix</c>; <see cref="FleetPaths.Resolve(string)"/> finds it.</summary>
    public required string Path { get; init; }

    /// <summary>What it is made from when it is not trained; null: it is a checkpoint that somebody made.</summary>
    public RandomWeights? Random { get; init; }

    /// <summary>Where its weights are from, as model lists say it: <c>checkpoint</c> or <c>random</c>.</summary>
    public string Weights => Random is null ? "checkpoint" : "random";

    /// <summary>Sizes of its pictures, the default one first; none for a text model.</summary>
    public required IReadOnlyList<ImageSize> Sizes { get; init; }

    /// <summary>Denoising steps of a request that does not say.</summary>
    public int Steps { get; init; } = 10;

    /// <summary>Guidance scale of a request that does not say.</summary>
    public double Guidance { get; init; } = 3.5;

    /// <summary>Tokens of the (second) text encoder that programs are compiled for.</summary>
    public int TextLength { get; init; } = 32;

    /// <summary>What units compute it in unless they say otherwise.</summary>
    public ModelDtype Dtype { get; init; }

    /// <summary>What benchmark reports call it: <c>flux1-dev</c>; the model's name unless given.</summary>
    public required string ReportName { get; init; }

    /// <summary>Bytes of its checkpoint, when the fleet says.</summary>
    public long? Bytes { get; init; }

    /// <summary>False while a file is read whose sizes are wrong: nothing can then be checked against them.</summary>
    internal bool SizesAreKnown { get; init; } = true;

    /// <summary>Attention heads of its transformer, when the fleet or the checkpoint says: tensor parallelism divides them.</summary>
    public int? Heads { get; init; }

    /// <summary>Whether it answers with text, having no sizes.</summary>
    public bool IsText => Sizes.Count == 0;
}

namespace Inference.Pipelines;

/// <summary>What to draw.</summary>
public sealed record ImageRequest
{
    /// <summary>What the picture shows.</summary>
    public required string Prompt { get; init; }

    /// <summary>What it should not show. Models whose guidance is distilled (Flux) do not read it.</summary>
    public string? NegativePrompt { get; init; }

    /// <summary>Pixels in a row, a multiple of 16.</summary>
    public required int Width { get; init; }

    /// <summary>Rows, a multiple of 16.</summary>
    public required int Height { get; init; }

    /// <summary>Denoising steps.</summary>
    public int Steps { get; init; } = 10;

    /// <summary>Guidance scale; ignored by models that do not embed it.</summary>
    public double Guidance { get; init; } = 3.5;

    /// <summary>Seed of the noise: the same seed gives the same noise on every unit.</summary>
    public long Seed { get; init; }

    /// <summary>Pictures to report while the final one forms, spread evenly over the steps.</summary>
    public int PartialImages { get; init; }
}

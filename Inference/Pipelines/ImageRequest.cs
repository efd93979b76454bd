using Inference.Images;

namespace Inference.Pipelines;

/// <summary>What to draw.</summary>
public sealed record ImageRequest
{
    /// <summary>What the picture shows.</summary>
    public required string Prompt { get; init; }

    /// <summary>
    /// What it should not show. Models whose guidance is distilled (Flux) do not read it. Null and empty differ where a model has no
    /// text at all for null (SDXL).
    /// </summary>
    public string? NegativePrompt { get; init; }

    /// <summary>Pixels in a row, a multiple of the model's step: 16 for Flux, 8 for Stable Diffusion.</summary>
    public required int Width { get; init; }

    /// <summary>Rows, a multiple of the model's step.</summary>
    public required int Height { get; init; }

    /// <summary>Denoising steps from pure noise.</summary>
    public int Steps { get; init; } = 10;

    /// <summary>Guidance scale; ignored by models that do not embed it. Stable Diffusion is not guided at 1 and below.</summary>
    public double Guidance { get; init; } = 3.5;

    /// <summary>Seed of the noise: the same seed gives the same noise on every unit.</summary>
    public long Seed { get; init; }

    /// <summary>Pictures to report while the final one forms, spread evenly over the steps.</summary>
    public int PartialImages { get; init; }

    /// <summary>A picture of the asked size to start from; null: from noise alone.</summary>
    public RgbImage? Image { get; init; }

    /// <summary>Where to paint in <see cref="Image"/>, of the same size; null: everywhere.</summary>
    public ImageMask? Mask { get; init; }

    /// <summary>How much of <see cref="Image"/> gives way, above 0 to 1: that share of the steps is taken.</summary>
    public double Strength { get; init; } = 0.8;

    /// <summary>What SDXL is told of sizes; null: the picture's own.</summary>
    public SizeConditions? Conditions { get; init; }

    /// <summary>Where the denoising begins for a model that goes on with another one's latents, as a share of the training's steps.</summary>
    internal double DenoisingStart { get; init; }

    /// <summary>Where it ends for a model whose latents another one goes on with.</summary>
    internal double DenoisingEnd { get; init; } = 1;

    internal string Size => $"{Width}x{Height}";

    /// <summary>Whether a partial picture follows a step: spread evenly, never after the last one, whose picture is the final one.</summary>
    internal bool ShowsPartialAfter(int step, int steps)
    {
        var wanted = Math.Min(PartialImages, steps - 1);
        return Enumerable.Range(1, Math.Max(0, wanted)).Any(i => i * steps / (wanted + 1) == step + 1);
    }

    /// <exception cref="ArgumentException">Steps, strength, picture or mask are not possible.</exception>
    internal void Check()
    {
        if (Steps < 1)
            throw new ArgumentException($"{Steps} steps are not possible: at least 1 is needed.");
        if (Image is null && Mask is not null)
            throw new ArgumentException("A mask needs a picture to paint in.");
        if (Image is not null && !(Strength is > 0 and <= 1))
            throw new ArgumentException($"A strength of {Strength} is not possible: it must be above 0 and at most 1.");
        foreach (var (what, width, height) in new[] { ("picture", Image?.Width, Image?.Height), ("mask", Mask?.Width, Mask?.Height) })
            if (width is not null && (width, height) != (Width, Height))
                throw new ArgumentException($"The {what} to start from is {width}x{height}; it must have the asked size {Size}.");
    }
}

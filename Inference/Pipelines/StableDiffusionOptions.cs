using Pjrt;

namespace Inference.Pipelines;

/// <summary>What a Stable Diffusion pipeline is made of and for.</summary>
public sealed record StableDiffusionOptions
{
    /// <summary>Folder in diffusers' layout: model_index.json and a folder per component.</summary>
    public required string ModelFolder { get; init; }

    /// <summary>Sizes whose programs are made ready at the start; others are compiled when first asked for.</summary>
    public IReadOnlyList<(int Width, int Height)> Sizes { get; init; } = [];

    /// <summary>Type of weights and activations: F32 or BF16. Stored weights are converted when they are loaded.</summary>
    public ElementType Element { get; init; } = ElementType.F32;

    /// <summary>The scheduler class to read the model's scheduler configuration with; null: the one that it names.</summary>
    public string? Scheduler { get; init; }

    /// <summary>The devices of each component.</summary>
    public Placement Placement { get; init; } = Placement.For(1, 1);
}

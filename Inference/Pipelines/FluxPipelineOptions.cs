using Pjrt;

namespace Inference.Pipelines;

/// <summary>What a Flux pipeline is made of and for.</summary>
public sealed record FluxPipelineOptions
{
    /// <summary>Folder in diffusers' layout: model_index.json and a folder per component.</summary>
    public required string ModelFolder { get; init; }

    /// <summary>Sizes whose programs are made ready at the start; others are compiled when first asked for.</summary>
    public IReadOnlyList<(int Width, int Height)> Sizes { get; init; } = [];

    /// <summary>Tokens of the prompt that T5 reads; FLUX.1-dev was trained with 512, schnell with 256.</summary>
    public int TextLength { get; init; } = 512;

    /// <summary>Type of weights and activations: F32 or BF16. Stored weights are converted when they are loaded.</summary>
    public ElementType Element { get; init; } = ElementType.F32;

    /// <summary>The devices of each component.</summary>
    public Placement Placement { get; init; } = Placement.For(1, 1);
}

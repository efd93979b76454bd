using Inference.Runtime;

namespace Inference.Pipelines;

/// <summary>What a comparison with a reference gives a pipeline and sees of it.</summary>
internal sealed record FluxInspection
{
    /// <summary>Unit noise [tokens, channels] instead of the seed's noise.</summary>
    public float[]? Noise { get; init; }

    /// <summary>Unit noise [rows, columns, channels] that chooses among the latents of the picture to start from, instead of the seed's.</summary>
    public float[]? Choice { get; init; }

    /// <summary>Called with the first latents.</summary>
    public Action<float[]>? Begun { get; init; }

    /// <summary>Called with the encoded prompt.</summary>
    public Func<EncodedText, Task>? Text { get; init; }

    /// <summary>Called with the latents after each step.</summary>
    public Func<DeviceArray, Task>? Latents { get; init; }

    /// <summary>Called with the picture, [height, width, 3] in 0 … 1, before it is rounded to bytes.</summary>
    public Action<float[]>? Image { get; init; }
}

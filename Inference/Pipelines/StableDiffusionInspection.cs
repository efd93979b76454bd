using Inference.Runtime;
using Inference.Schedulers;

namespace Inference.Pipelines;

/// <summary>What a comparison with a reference gives a pipeline and sees of it.</summary>
internal sealed record StableDiffusionInspection
{
    /// <summary>Unit noise [rows, columns, channels] instead of the seed's.</summary>
    public float[]? Noise { get; init; }

    /// <summary>Unit noise that chooses among the latents of the picture to start from, instead of the seed's.</summary>
    public float[]? Choice { get; init; }

    /// <summary>Called with the texts and the numbers of the sizes, the negative ones first.</summary>
    public Action<EncodedPrompt[], float[]>? Text { get; init; }

    /// <summary>Called with the schedule.</summary>
    public Action<DiffusionSchedule>? Schedule { get; init; }

    /// <summary>Called with the first latents.</summary>
    public Action<float[]>? Begun { get; init; }

    /// <summary>Called with the latents after each step.</summary>
    public Func<DeviceArray, Task>? Latents { get; init; }

    /// <summary>Called with the picture, [height, width, 3] in 0 … 1, before it is rounded to bytes.</summary>
    public Action<float[]>? Image { get; init; }
}

namespace Inference.Pipelines;

/// <summary>A text as a UNet reads it, on the host.</summary>
/// <param name="States">[tokens, channels] of all encoders side by side.</param>
/// <param name="Pooled">[channels] of the last encoder.</param>
internal sealed record EncodedPrompt(float[] States, float[] Pooled)
{
    /// <summary>What SDXL takes for no text at all.</summary>
    public EncodedPrompt Zeros() => new(new float[States.Length], new float[Pooled.Length]);
}

namespace Inference.Pipelines;

/// <summary>What a path begins with, on the host, laid out as the latents.</summary>
/// <param name="Latents">The first latents.</param>
/// <param name="Noise">Unit noise.</param>
/// <param name="Original">Latents of the picture to start from; null: there is none.</param>
/// <param name="Mask">1 where to paint; null: everywhere.</param>
internal sealed record LatentStart(float[] Latents, float[] Noise, float[]? Original, float[]? Mask);

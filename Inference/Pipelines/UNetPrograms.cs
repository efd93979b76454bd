using Inference.Runtime;

namespace Inference.Pipelines;

/// <summary>All that denoising a shape of latents runs on the denoiser's devices.</summary>
/// <param name="Predict">The UNet.</param>
/// <param name="Advance">A step of the schedule.</param>
/// <param name="Keep">What keeps the places that are not painted.</param>
internal sealed record UNetPrograms(UNetDenoiser.Prepared Predict, StageExecutable Advance, StageExecutable Keep);

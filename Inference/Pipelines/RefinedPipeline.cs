using Inference.Images;

namespace Inference.Pipelines;

/// <summary>
/// SDXL with its refiner as a second stage (Podell et al. 2023, section 2.5): the base model takes the noisy steps, the refiner goes on with
/// its latents. The pipeline owns both.
/// </summary>
/// <param name="first">The base model.</param>
/// <param name="refiner">The refiner, with the same autoencoder.</param>
/// <param name="share">Share of the training's steps that are the base model's.</param>
public sealed class RefinedPipeline(StableDiffusionPipeline first, StableDiffusionPipeline refiner, double share = 0.8) : IImagePipeline
{
    /// <inheritdoc/>
    public async Task<RgbImage> GenerateAsync(ImageRequest request, Func<DenoisingProgress, ValueTask>? progress, CancellationToken cancellation)
    {
        var early = request with { DenoisingEnd = share };
        // What is not painted must stay in the second stage too; a picture to start from has done its part.
        var late = request with { DenoisingStart = share, Image = request.Mask is null ? null : request.Image };
        var (before, after) = (first.Schedule(early).Steps.Count, refiner.Schedule(late).Steps.Count);
        var latents = await first.GenerateLatentsAsync(early, Shifted(0), cancellation).ConfigureAwait(false);
        return await refiner.GenerateAsync(late, latents, Shifted(before), new StableDiffusionInspection(), cancellation).ConfigureAwait(false);

        Func<DenoisingProgress, ValueTask>? Shifted(int by) => progress is null ? null
            : done => progress(done with { Step = done.Step + by, Steps = before + after });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await first.DisposeAsync().ConfigureAwait(false);
        await refiner.DisposeAsync().ConfigureAwait(false);
    }
}

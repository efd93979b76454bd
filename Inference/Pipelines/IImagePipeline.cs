using Inference.Images;

namespace Inference.Pipelines;

/// <summary>A loaded image model. One picture at a time: the caller queues.</summary>
public interface IImagePipeline : IAsyncDisposable
{
    /// <summary>Draws one picture of exactly the asked size.</summary>
    /// <param name="request">What to draw.</param>
    /// <param name="progress">Called after every step; the next step waits for it.</param>
    /// <param name="cancellation">Looked at between stages: device work ends within one step.</param>
    /// <exception cref="ArgumentException">The size or the number of steps is not possible.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="Pjrt.PjrtException">The device failed.</exception>
    Task<RgbImage> GenerateAsync(ImageRequest request, Func<DenoisingProgress, ValueTask>? progress, CancellationToken cancellation);
}

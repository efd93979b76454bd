using System.Diagnostics;
using Inference.Images;
using Inference.Pipelines;

namespace ModelWorker.Queue;

/// <summary>A picture as it left the device.</summary>
/// <param name="Image">The picture.</param>
/// <param name="DeviceTime">From the first text encoder to the last pixel; waiting in the queue not counted.</param>
internal sealed record DrawnImage(RgbImage Image, TimeSpan DeviceTime);

/// <summary>One picture to draw: a request, who waits for it, and what it belongs to.</summary>
internal sealed class ImageJob(ImageRequest request, CancellationToken cancellation, Func<DenoisingProgress, ValueTask>? progress = null)
{
    private readonly TaskCompletionSource<DrawnImage> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ImageRequest Request => request;

    /// <summary>Ends when nobody waits any more.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>Called after each step, on the device's time: it must not wait for a client.</summary>
    public Func<DenoisingProgress, ValueTask>? Progress => progress;

    /// <summary>The request's trace, in which the device work is shown.</summary>
    public ActivityContext Parent { get; } = Activity.Current?.Context ?? default;

    /// <summary>When it was put into the queue.</summary>
    public long Enqueued { get; set; }

    public Task<DrawnImage> Result => _result.Task;

    public void Complete(DrawnImage image) => _result.TrySetResult(image);

    public void Fail(Exception exception)
    {
        if (exception is OperationCanceledException)
            _result.TrySetCanceled(cancellation);
        else
            _result.TrySetException(exception);
    }
}

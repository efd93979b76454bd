using System.Diagnostics;
using Inference.Pipelines;
using Microsoft.Extensions.Hosting;
using ModelWorker.Pipelines;
using ModelWorker.Readiness;
using ModelWorker.Telemetry;
using Pjrt;

namespace ModelWorker.Queue;

/// <summary>Draws one picture after another: the devices work on one at a time.</summary>
internal sealed class DeviceExecutor(ImageQueue queue, PipelineHolder pipelines, DeviceHealth health, WorkerTelemetry telemetry, TimeProvider time) : BackgroundService
{
    // Seconds of the last pictures, the newest counting a quarter: enough to say when to try again.
    private double _usualSeconds;

    /// <summary>About how long the queue will take to make room.</summary>
    public TimeSpan ExpectedWait => TimeSpan.FromSeconds(Math.Clamp(Volatile.Read(ref _usualSeconds) * queue.Load / 2, 1, 600));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            ImageJob job;
            try
            {
                job = await queue.DequeueAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            try
            {
                telemetry.Waited(time.GetElapsedTime(job.Enqueued));
                job.Complete(await DrawAsync(job, stoppingToken).ConfigureAwait(false));
            }
            catch (Exception exception)
            {
                // Whoever waits for the picture says what it means; the device goes on with the next.
                job.Fail(exception);
            }
            finally
            {
                queue.Finish();
            }
        }
    }

    private async Task<DrawnImage> DrawAsync(ImageJob job, CancellationToken stopping)
    {
        using var activity = telemetry.Source.StartActivity("draw image", ActivityKind.Internal, job.Parent);
        activity?.SetTag("inference.image.size", $"{job.Request.Width}x{job.Request.Height}").SetTag("inference.steps", job.Request.Steps);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(job.Cancellation, queue.Abandoned, stopping);
        var start = time.GetTimestamp();
        telemetry.Batch(1);
        try
        {
            var image = await pipelines.Ready.GenerateAsync(job.Request, job.Progress, either.Token).ConfigureAwait(false);
            health.Succeeded();
            var duration = time.GetElapsedTime(start);
            Volatile.Write(ref _usualSeconds, _usualSeconds == 0 ? duration.TotalSeconds : 0.75 * _usualSeconds + 0.25 * duration.TotalSeconds);
            return new DrawnImage(image, duration);
        }
        catch (Exception exception)
        {
            if (exception is PjrtException refusal)
                health.Failed(refusal);
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            throw;
        }
    }
}

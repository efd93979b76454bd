using Inference.Pipelines;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelWorker.Errors;
using ModelWorker.Queue;
using ModelWorker.Readiness;
using ModelWorker.Requests;
using ModelWorker.Telemetry;
using Pjrt;

namespace ModelWorker.Images;

/// <summary>What all image routes share: turning away, queueing, waiting, measuring.</summary>
internal sealed class ImageService(
    ImageQueue queue, DeviceExecutor executor, WorkerState state, WorkerUnit unit, WorkerTelemetry telemetry, IOptions<WorkerOptions> options,
    Random seeds, TimeProvider time, ILogger<ImageService> logger)
{
    /// <summary>OpenAI's own limit.</summary>
    private const int HardLimit = 10;

    public WorkerUnit Unit => unit;

    /// <summary>Pictures that one request can have at most: the queue takes all of a request's or none.</summary>
    public int MostImages => Math.Min(HardLimit, queue.Capacity);

    /// <summary>Checks a request's fields.</summary>
    /// <exception cref="ApiException">A field is not allowed.</exception>
    public ImageParameters Read(RequestFields fields, int? steps = null, string? prompt = null) =>
        ImageParameters.Read(fields, unit, options.Value, seeds, steps, prompt);

    /// <summary>Draws one picture.</summary>
    public async Task<DrawnImage> DrawAsync(ImageParameters parameters, CancellationToken cancellation, bool evenWhenFull = false) =>
        (await DrawAsync(parameters, [new ImageJob(parameters.Request(), cancellation)], evenWhenFull).ConfigureAwait(false))[0];

    /// <summary>Queues jobs of one request and waits for all their pictures.</summary>
    /// <exception cref="ApiException">The queue is full, or the worker takes nothing.</exception>
    public async Task<DrawnImage[]> DrawAsync(ImageParameters parameters, IReadOnlyList<ImageJob> jobs, bool evenWhenFull = false)
    {
        using var scope = logger.BeginScope(new Dictionary<string, object>
        {
            ["Unit"] = unit.Name,
            ["Model"] = unit.Model.Name,
            ["Size"] = parameters.Size.ToString(),
            ["Seed"] = parameters.Seed,
        });
        var start = time.GetTimestamp();
        string? error = null;
        try
        {
            ThrowUnlessReady();
            if (!queue.TryEnqueue(jobs, evenWhenFull))
                throw new ApiException(WorkerErrors.QueueFull(queue.Capacity, executor.ExpectedWait));
            return await Task.WhenAll(jobs.Select(job => job.Result)).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            error = exception switch
            {
                ApiException known => known.Error.Code,
                PjrtException device => device.Code.ToString(),
                OperationCanceledException => "cancelled",
                _ => exception.GetType().ToString(),
            };
            throw;
        }
        finally
        {
            telemetry.Request(time.GetElapsedTime(start), parameters.Size.ToString(), error);
        }
    }

    /// <exception cref="ApiException">Not ready or draining. What plugin and files said of a failure is not for clients: readiness and the log have it.</exception>
    public void ThrowUnlessReady()
    {
        var (phase, reason) = state.Status;
        if (phase != WorkerPhase.Ready)
            throw new ApiException(phase switch
            {
                WorkerPhase.Draining => WorkerErrors.Draining,
                WorkerPhase.Failed => WorkerErrors.ModelFailed(unit.Name),
                WorkerPhase.Faulty => WorkerErrors.DevicesFaulty(unit.Name),
                _ => WorkerErrors.NotReady(reason),
            });
    }
}

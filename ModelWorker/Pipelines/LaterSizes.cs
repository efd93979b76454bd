using Fleet;
using Inference.Artifacts;
using Inference.Pipelines;
using Inference.Programs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ModelWorker.Errors;
using Pjrt;

namespace ModelWorker.Pipelines;

/// <summary>
/// Serves sizes whose programs come into the store when the worker serves others already: no restart, which would load
/// the weights again. The gateway learns of them from readiness.
/// </summary>
internal sealed partial class LaterSizes(WorkerUnit unit, ArtifactWait wait, TimeProvider time, ILogger<LaterSizes> logger) : BackgroundService
{
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource<(ISizedPipeline Pipeline, StoredSource Programs)> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>To be called when a model is loaded for some of the unit's sizes.</summary>
    public void Begin(ISizedPipeline pipeline, StoredSource programs) => _begun.TrySetResult((pipeline, programs));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var (pipeline, programs) = await _begun.Task.WaitAsync(stoppingToken).ConfigureAwait(false);
            // One that the devices refuse is not tried for ever.
            var refused = new HashSet<ImageSize>();
            while (unit.Sizes.Count + refused.Count < unit.Definition.Sizes.Count)
            {
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(false);
                foreach (var size in Compiled(programs).Except(unit.Sizes).Except(refused).ToArray())
                {
                    if (!await TryAddAsync(pipeline, size, stoppingToken).ConfigureAwait(false)) refused.Add(size);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>Those in the store; none while it cannot be looked at, as one on a network may be for a while.</summary>
    private IReadOnlyList<ImageSize> Compiled(StoredSource programs)
    {
        try
        {
            return [.. wait.Compiled(programs)];
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Log.NotSeen(logger, exception.FirstLine());
            return [];
        }
    }

    /// <summary>False when the devices refuse its programs.</summary>
    private async Task<bool> TryAddAsync(ISizedPipeline pipeline, ImageSize size, CancellationToken cancellation)
    {
        try
        {
            await pipeline.AddSizeAsync(size.Width, size.Height, cancellation).ConfigureAwait(false);
            unit.ServeOnly([.. unit.Definition.Sizes.Where(known => known == size || unit.Sizes.Contains(known))]);
            Log.Added(logger, size.ToString());
            return true;
        }
        catch (ArtifactMissingException missing)
        {
            // There, but altered: another attempt to compile it may come.
            Log.NotYet(logger, size.ToString(), missing.FirstLine());
            return true;
        }
        catch (PjrtException exception)
        {
            Log.Refused(logger, size.ToString(), exception.FirstLine());
            return false;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            // Whatever it was, the sizes of before are served: a service that throws would end the worker.
            Log.NotYet(logger, size.ToString(), exception.FirstLine());
            return true;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Size} is served from now on: its programs have come into the artifact store.")]
        public static partial void Added(ILogger logger, string size);

        [LoggerMessage(2, LogLevel.Warning, "{Size} is not served yet: {Reason}")]
        public static partial void NotYet(ILogger logger, string size, string reason);

        [LoggerMessage(3, LogLevel.Error, "{Size} cannot be served: {Reason}")]
        public static partial void Refused(ILogger logger, string size, string reason);

        [LoggerMessage(4, LogLevel.Warning, "The artifact store cannot be looked at for more sizes, and is looked at again: {Reason}")]
        public static partial void NotSeen(ILogger logger, string reason);
    }
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelWorker.Queue;

namespace ModelWorker.Readiness;

/// <summary>
/// On SIGTERM: readiness turns false, requests that are here are finished while the server still answers, new ones are
/// turned away with 503, and only then does the server stop.
/// </summary>
internal sealed partial class Drain(WorkerState state, ImageQueue queue, IOptions<WorkerOptions> options, ILogger<Drain> logger) : IHostedLifecycleService
{
    /// <summary>Runs before any service is stopped, the web server included.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        state.Drain();
        var load = queue.Load;
        if (load == 0)
            return;
        Log.Draining(logger, load, options.Value.DrainTimeout);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.DrainTimeout);
        try
        {
            await queue.IdleAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Log.GaveUp(logger, queue.Load);
            queue.Abandon();
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Stopping: {Requests} requests are finished first, in at most {Limit}.")]
        public static partial void Draining(ILogger logger, int requests, TimeSpan limit);

        [LoggerMessage(2, LogLevel.Warning, "Stopping with {Requests} requests unfinished.")]
        public static partial void GaveUp(ILogger logger, int requests);
    }
}

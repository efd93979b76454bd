using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using ModelWorker.Readiness;

namespace ModelWorker.GrpcHealth;

/// <summary>
/// <c>grpc.health.v1.Health</c>: by the model's name whether it takes requests, as <c>/readiness</c> says; by the empty
/// name whether the process is alive, as <c>/health</c> says.
/// </summary>
internal sealed class HealthService(WorkerUnit unit, WorkerState state) : IHostedLifecycleService, IDisposable
{
    private const string Prefix = "/grpc.health.v1.Health/";

    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Answers every request that comes to the port of health.</summary>
    public async Task AnswerAsync(HttpContext http)
    {
        // Probes come every few seconds and say nothing: no traces.
        if (Activity.Current is { } span)
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        if (!HttpMethods.IsPost(http.Request.Method) || http.Request.ContentType?.StartsWith(GrpcCall.ContentType, StringComparison.OrdinalIgnoreCase) is not true)
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }
        var call = new GrpcCall(http);
        try
        {
            switch (http.Request.Path.Value)
            {
                case Prefix + "Check":
                    await CheckAsync(call, http.RequestAborted).ConfigureAwait(false);
                    break;
                case Prefix + "Watch":
                    await WatchAsync(call, http.RequestAborted).ConfigureAwait(false);
                    break;
                default:
                    call.End(GrpcStatus.Unimplemented, $"There is nothing at {http.Request.Path}. This port answers {Prefix}Check and {Prefix}Watch.");
                    break;
            }
        }
        catch (GrpcException problem)
        {
            call.End(problem.Status, problem.Message);
        }
        catch (Exception gone) when (http.RequestAborted.IsCancellationRequested && gone is OperationCanceledException or IOException)
        {
            // The caller left: streams end so.
        }
    }

    private async Task CheckAsync(GrpcCall call, CancellationToken cancellation)
    {
        var service = HealthMessages.ReadService(await call.ReadAsync().ConfigureAwait(false));
        var status = Status(service, state.Phase);
        if (status == ServingStatus.ServiceUnknown)
            throw new GrpcException(GrpcStatus.NotFound, $"There is no '{service}' here. Ask for '{unit.Model.Name}', or for '' to ask for the process.");
        await call.SendAsync(HealthMessages.Frame(status), cancellation).ConfigureAwait(false);
        call.End(GrpcStatus.Ok);
    }

    private async Task WatchAsync(GrpcCall call, CancellationToken cancellation)
    {
        var service = HealthMessages.ReadService(await call.ReadAsync().ConfigureAwait(false));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stopping.Token);
        ServingStatus? sent = null;
        try
        {
            while (true)
            {
                var (now, changed) = state.Watch();
                var status = Status(service, now.Phase);
                if (status != sent)
                    await call.SendAsync(HealthMessages.Frame(status), either.Token).ConfigureAwait(false);
                sent = status;
                await changed.WaitAsync(either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            call.End(GrpcStatus.Unavailable, "The worker stops.");
        }
    }

    private ServingStatus Status(string service, WorkerPhase phase) =>
        service.Length == 0 ? ServingStatus.Serving
        : service != unit.Model.Name ? ServingStatus.ServiceUnknown
        : phase == WorkerPhase.Ready ? ServingStatus.Serving
        : ServingStatus.NotServing;

    /// <summary>Runs after the drain, of which watchers are told, and before the server waits for their streams.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) => _stopping.CancelAsync();

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stopping.Dispose();
}

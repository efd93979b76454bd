using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ModelWorker.Readiness;

/// <summary>Readiness: the model is loaded, one denoising step has run, and the process is not about to stop.</summary>
internal sealed class ReadinessCheck(WorkerState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(state.Phase switch
        {
            WorkerPhase.Ready => HealthCheckResult.Healthy("The model is loaded and warm."),
            WorkerPhase.Draining => HealthCheckResult.Unhealthy("The worker is about to stop."),
            _ => HealthCheckResult.Unhealthy("The model is being loaded."),
        });
}

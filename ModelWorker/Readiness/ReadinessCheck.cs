using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ModelWorker.Readiness;

/// <summary>Readiness: the model is loaded, the last denoising steps did not all fail, and the process is not about to stop.</summary>
internal sealed class ReadinessCheck(WorkerState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (phase, reason) = state.Status;
        return Task.FromResult(phase == WorkerPhase.Ready ? HealthCheckResult.Healthy(reason) : HealthCheckResult.Unhealthy(reason));
    }
}

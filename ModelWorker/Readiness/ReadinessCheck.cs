using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ModelWorker.Devices;
using ModelWorker.Queue;

namespace ModelWorker.Readiness;

/// <summary>What <c>/readiness</c> answers: whether requests may come, and by what the gateway chooses between workers.</summary>
internal sealed class ReadinessCheck(WorkerState state, WorkerUnit unit, ImageQueue queue, IServiceProvider services) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (phase, reason) = state.Status;
        var waiting = queue.Depth;
        var data = new Dictionary<string, object>
        {
            ["waiting"] = waiting,
            ["running"] = Math.Max(0, queue.Load - waiting),
            ["sizes"] = unit.Sizes.Select(size => size.ToString()).ToArray(),
            ["devicesFail"] = phase == WorkerPhase.Faulty,
        };
        if (services.GetService<DeviceMetrics>()?.Busy() is { } busy)
            data["busy"] = Math.Round(busy, 3);
        if (services.GetService<DeviceFaults>()?.Faulty() is { } faulty)
            data["faultyCores"] = faulty;
        return Task.FromResult(phase == WorkerPhase.Ready ? HealthCheckResult.Healthy(reason, data) : HealthCheckResult.Unhealthy(reason, data: data));
    }
}

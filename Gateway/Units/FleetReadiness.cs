using Gateway.Draining;
using Gateway.Peers;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Gateway.Units;

/// <summary>What <c>/readiness</c> answers: whether requests may come. They may where they would wait, or no unit would ever wake.</summary>
internal sealed class FleetReadiness(LiveFleet fleet, GatewayDrain drain, PeerWatch peers, IOptions<GatewayOptions> options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (drain.IsDraining) return Task.FromResult(HealthCheckResult.Unhealthy("This gateway is about to stop."));
        if (!peers.HasJoined) return Task.FromResult(HealthCheckResult.Unhealthy("This gateway has not asked the other ones yet."));
        var ready = fleet.Units.Any(unit => unit.CanServe || (options.Value.Waking.Limit > 0 && unit.MayWake));
        var settled = options.Value.ReadyWhen == ReadyWhen.Any || fleet.Units.All(unit => unit.Settled);
        var states = string.Join(", ", fleet.Units.Select(unit => $"{unit.Name} {unit.State.ToString().ToLowerInvariant()}"));
        return Task.FromResult(ready && settled ? HealthCheckResult.Healthy(states) : HealthCheckResult.Unhealthy(states));
    }
}

using System.Diagnostics;
using OpenTelemetry;
using ServiceDefaults.Health;

namespace ServiceDefaults.Telemetry;

/// <summary>Keeps probes out of the traces: they come every second and say nothing.</summary>
internal sealed class ProbeFilter : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (data.Kind == ActivityKind.Server
            && data.GetTagItem("url.path") is HealthEndpoints.HealthPath or HealthEndpoints.ReadinessPath or PrometheusEndpoint.Path)
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}

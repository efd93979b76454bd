using AppHost.Publishing.Chart;
using AppHost.Publishing.Kinds;
using AppHost.Publishing.Pods;
using AppHost.Publishing.Values;
using Fleet;

namespace AppHost.Publishing.Scaling;

/// <summary>
/// The gateway's own figures. Every gateway pod knows only its own requests, so KEDA asks each of them: loads add up,
/// of latencies the worst counts.
/// </summary>
internal static class GatewayTriggers
{
    public static IEnumerable<ScaleTrigger> For(Unit unit)
    {
        var given = PerMinuteThreshold.IsGiven(unit);
        yield return Trigger(unit, "load", "AverageValue", "sum",
            $"{{{{ ternary `requestsPerMinute` `load` {given} }}}}",
            $"{{{{ ternary {PerMinuteThreshold.For(unit)} {Helm.Path(ScalingValues.TargetLoad)} {given} | toJson }}}}");
        yield return Trigger(unit, "latency", "Value", "max", "latencyRatio", Helm.NumberText(ScalingValues.LatencyFactor));
    }

    private static ScaleTrigger Trigger(Unit unit, string name, string metricType, string aggregation, string location, string target) => new()
    {
        Type = "metrics-api",
        Name = name,
        MetricType = metricType,
        Metadata =
        {
            // KEDA looks names up in a namespace of its own.
            ["url"] = $"http://{ServiceNames.Gateway}.{{{{ .Release.Namespace }}}}.svc:{{{{ .Values.parameters.gateway.port_http }}}}/fleet/units/{unit.Name}/load",
            ["valueLocation"] = location,
            ["targetValue"] = target,
            ["aggregateFromKubeServiceEndpoints"] = "true",
            ["aggregationType"] = aggregation,
            ["authMode"] = "bearer",
        },
        AuthenticationRef = new() { Name = ScalerAccess.Gateway },
    };
}

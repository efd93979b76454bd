using AppHost.Publishing.Chart;
using AppHost.Publishing.Kinds;
using AppHost.Publishing.Pods;
using AppHost.Publishing.Values;
using Fleet;

namespace AppHost.Publishing.Scaling;

/// <summary>
/// The gateway's own figures. Its pods ask each other what they counted, so that any of them answers for all, each request
/// counted once: KEDA asks the Service, as it would a single one.
/// </summary>
internal static class GatewayTriggers
{
    public static IEnumerable<ScaleTrigger> For(Unit unit)
    {
        var given = PerMinuteThreshold.IsGiven(unit);
        yield return Trigger(unit, "load", "AverageValue",
            $"{{{{ ternary `requestsPerMinute` `load` {given} }}}}",
            $"{{{{ ternary {PerMinuteThreshold.For(unit)} {Helm.Path(ScalingValues.TargetLoad)} {given} | toJson }}}}");
        yield return Trigger(unit, "latency", "Value", "latencyRatio", Helm.NumberText(ScalingValues.LatencyFactor));
    }

    private static ScaleTrigger Trigger(Unit unit, string name, string metricType, string location, string target) => new()
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
            ["authMode"] = "bearer",
        },
        AuthenticationRef = new() { Name = ScalerAccess.Gateway },
    };
}

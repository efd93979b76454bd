using System.Text;
using AppHost.Publishing.Values;

namespace AppHost.Publishing.Chart;

/// <summary>
/// Values that are each allowed and cannot work together. A schema's words for that are nobody's: a template without an
/// object says it.
/// </summary>
internal static class Refusals
{
    /// <summary>The template in the chart.</summary>
    public const string File = "refusals.yaml";

    public static string Write(FleetChart chart)
    {
        var text = new StringBuilder("{{- /* No object: values that cannot work together are refused here. */ -}}\n");
        foreach (var (condition, message) in All(chart))
            text.Append($"{{{{- if {condition} }}}}{{{{ fail `{message}` }}}}{{{{ end -}}}}\n");
        return text.ToString();
    }

    private static IEnumerable<(string Condition, string Message)> All(FleetChart chart)
    {
        yield return (
            $"and {Trigger(ScalingValues.CloudWatch)} (not {Helm.Path(ObservabilityValues.Enabled)})",
            $"{ScalingValues.Trigger} {ScalingValues.CloudWatch} reads what the collector writes: it needs {ObservabilityValues.Enabled}");
        yield return (
            $"and {Trigger(ScalingValues.LoadBalancer)} (ne {Helm.Path(IngressValues.Form)} `{IngressValues.Weighted}`)",
            $"{ScalingValues.Trigger} {ScalingValues.LoadBalancer} reads what a load balancer sends straight to units: it needs {IngressValues.Form} {IngressValues.Weighted}");

        foreach (var unit in chart.Fleet.Units.Where(ScalingValues.MaySleep))
        {
            var sleeps = $"(eq (int {Helm.Path(ScalingValues.MinReplicas(unit))}) 0)";
            yield return (
                $"and {sleeps} (not {Trigger(ScalingValues.MetricsApi)})",
                $"{ScalingValues.MinReplicas(unit)} is 0, and only the gateway sees requests that wait for a unit without a replica: it needs {ScalingValues.Trigger} {ScalingValues.MetricsApi}, or 1");
            yield return (
                $"and {sleeps} (eq {Helm.Path(IngressValues.Form)} `{IngressValues.Weighted}`)",
                $"{ScalingValues.MinReplicas(unit)} is 0, and a load balancer lets no request wait for a unit without a replica: it needs {IngressValues.Form} {IngressValues.Gateway}, or 1");
        }

        foreach (var unit in chart.Fleet.Units)
            yield return Order(ScalingValues.MinReplicas(unit), ScalingValues.MaxReplicas(unit));
        foreach (var section in (string[])["gateway", "frontend"])
            yield return Order($"{section}.minReplicas", $"{section}.maxReplicas");
    }

    private static string Trigger(string name) => $"(eq {Helm.Path(ScalingValues.Trigger)} `{name}`)";

    private static (string Condition, string Message) Order(string least, string most) =>
        ($"gt (int {Helm.Path(least)}) (int {Helm.Path(most)})", $"{least} is above {most}");
}

using AppHost.Publishing.Chart;
using AppHost.Publishing.Kinds;
using AppHost.Publishing.Values;
using Fleet;

namespace AppHost.Publishing.Scaling;

/// <summary>
/// What the load balancer counts for a unit's target group, where it leads straight to the units: good answers a minute,
/// 200 for each replica on GPUs and 300 on Neuron devices unless said otherwise.
/// </summary>
internal static class LoadBalancerTriggers
{
    public static IEnumerable<ScaleTrigger> For(Unit unit)
    {
        var (path, missing) = (Helm.Path(ScalingValues.TargetGroup(unit)), $"scaling.trigger {ScalingValues.LoadBalancer} needs {ScalingValues.TargetGroup(unit)} and {ScalingValues.LoadBalancerName}");
        var series = $"FROM SCHEMA(\"AWS/ApplicationELB\", LoadBalancer, TargetGroup) WHERE TargetGroup = '{{{{ required `{missing}` {path} }}}}' AND LoadBalancer = '{{{{ required `{missing}` {Helm.Path(ScalingValues.LoadBalancerName)} }}}}'";
        yield return CloudWatchTriggers.Query("requests", "AverageValue", $"SELECT SUM(HTTPCode_Target_2XX_Count) {series}", Helm.NumberText(ScalingValues.LoadBalancerPerMinute(unit.Accelerator.Family)));
        yield return CloudWatchTriggers.Query("latency", "Value", $"SELECT AVG(TargetResponseTime) {series}", CloudWatchTriggers.LatencySeconds(unit));
    }
}

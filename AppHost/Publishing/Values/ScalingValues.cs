using AppHost.Publishing.Scaling;
using Fleet;

namespace AppHost.Publishing.Values;

/// <summary>Section <c>scaling</c>: what replicas follow, and how far.</summary>
internal static class ScalingValues
{
    public const string Trigger = "scaling.trigger";
    public const string MetricsApi = "metrics-api";
    public const string CloudWatch = "aws-cloudwatch";
    public const string LoadBalancer = "alb";
    public const string Preset = "scaling.preset";
    public const string TargetLoad = "scaling.targetLoad";
    public const string LatencyFactor = "scaling.latencyFactor";
    public const string KeySecret = "scaling.keySecret";
    public const string LoadBalancerName = "scaling.alb.loadBalancer";

    public static string MinReplicas(Unit unit) => $"scaling.minReplicas.{unit.Name}";

    public static string MaxReplicas(Unit unit) => $"scaling.maxReplicas.{unit.Name}";

    public static string PerMinute(Unit unit) => $"scaling.perMinute.{unit.Name}";

    public static string TargetGroup(Unit unit) => $"scaling.alb.targetGroups.{unit.Name}";

    public static string LoadBalancerPerMinute(AcceleratorFamily family) => $"scaling.alb.perMinute.{family.ToString().ToLowerInvariant()}";

    public static IEnumerable<ChartValue> For(FleetChart chart)
    {
        var units = chart.Fleet.Units;
        return
        [
            new(Trigger, MetricsApi, "What the replicas of units follow: the gateway's figures, the collector's in CloudWatch (with observability.enabled), or the load balancer's (with ingress.form weighted).", MetricsApi, CloudWatch, LoadBalancer),
            new(Preset, ScalingPresets.BreakingPoint, "Thresholds in requests a minute: a unit's own breaking point, or one of the sets published for Stable Diffusion 2.1 (where the fleet has one of their units).", [.. ScalingPresets.NamesFor(chart.Fleet)]),
            new(TargetLoad, 0.8, "The part of its breaking point that a replica is meant to carry.") { Minimum = 0.1, Maximum = 1 },
            new(LatencyFactor, 2.0, "Replicas are added as well when an answer takes so many times what it takes on an idle replica.") { Minimum = 1 },
            .. units.Select(unit => new ChartValue(MinReplicas(unit), unit.Replicas.Min, $"Replicas of {unit.Name} at least.") { Minimum = MaySleep(unit) ? 0 : 1 }),
            .. units.Select(unit => new ChartValue(MaxReplicas(unit), unit.Replicas.Max, $"Replicas of {unit.Name} at most.") { Minimum = 1 }),
            .. units.Select(unit => new ChartValue(PerMinute(unit), 0.0, $"Requests a minute at which {unit.Name} gets another replica; 0 for the preset's.") { Minimum = 0 }),
            new(KeySecret, "", "The Secret with the key that KEDA asks the gateway with, under 'key'; it opens what the frontend's opens. Empty: the chart makes scaler-key once and keeps it.") { Pattern = ValuePatterns.NameOrNone },
            new(LoadBalancerName, "", "For the trigger alb: the load balancer, as CloudWatch names it (app/NAME/ID)."),
            .. units.Select(unit => new ChartValue(TargetGroup(unit), "", $"For the trigger alb: the target group of {unit.Name} (targetgroup/NAME/ID).")),
            .. chart.Families.Select(family => new ChartValue(LoadBalancerPerMinute(family), family == AcceleratorFamily.Neuron ? 300 : 200, $"For the trigger alb: good answers a minute of a replica on {family} devices.") { Minimum = 1 }),
        ];
    }

    /// <summary>
    /// Whether it may go to no replica at all: where the fleet says so, for the gateway lets requests wait for such a unit, and for
    /// no other.
    /// </summary>
    public static bool MaySleep(Unit unit) => unit.Replicas.Min == 0;
}

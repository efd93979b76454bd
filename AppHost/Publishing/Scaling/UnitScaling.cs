using AppHost.Publishing.Chart;
using AppHost.Publishing.Kinds;
using AppHost.Publishing.Values;
using Aspire.Hosting.Kubernetes.Resources;
using Fleet;

namespace AppHost.Publishing.Scaling;

/// <summary>
/// What the replicas of a unit follow: one ScaledObject for each kind of trigger, of which a value chooses one. They
/// have one name, for a Deployment has one scaler: choosing another changes the object and makes no second.
/// </summary>
internal static class UnitScaling
{
    public static IEnumerable<ScaledObject> Objects(Unit unit, string deployment) =>
    [
        Create(unit, deployment, ScalingValues.MetricsApi, GatewayTriggers.For(unit)),
        Create(unit, deployment, ScalingValues.CloudWatch, CloudWatchTriggers.For(unit)),
        Create(unit, deployment, ScalingValues.LoadBalancer, LoadBalancerTriggers.For(unit)),
    ];

    private static ScaledObject Create(Unit unit, string deployment, string trigger, IEnumerable<ScaleTrigger> triggers)
    {
        var scaler = new ScaledObject { Metadata = { Name = $"{unit.Name}-scale-{trigger}" } };
        var spec = scaler.Spec;
        spec.ScaleTargetRef.Name = deployment;
        spec.PollingInterval = 30;
        spec.MinReplicaCount = Helm.Number(ScalingValues.MinReplicas(unit));
        spec.MaxReplicaCount = Helm.Number(ScalingValues.MaxReplicas(unit));
        // Blind, it takes none away: what serves now serves on.
        spec.Fallback = new() { FailureThreshold = 3, Replicas = Helm.Number(ScalingValues.MinReplicas(unit)), Behavior = "currentReplicasIfHigher" };
        spec.Advanced = new() { HorizontalPodAutoscalerConfig = { Behavior = Behavior() } };
        spec.Triggers.AddRange(triggers);
        return scaler.Set("metadata.name", unit.Name).When($"eq {Helm.Path(ScalingValues.Trigger)} `{trigger}`");
    }

    /// <summary>A replica takes minutes to load its model: up at once, down slowly, one by one.</summary>
    private static HorizontalPodAutoscalerBehaviorV2 Behavior() => new()
    {
        ScaleUp = new() { StabilizationWindowSeconds = 0, Policies = { new() { Type = "Percent", Value = 100, PeriodSeconds = 60 } } },
        ScaleDown = new() { StabilizationWindowSeconds = 900, Policies = { new() { Type = "Pods", Value = 1, PeriodSeconds = 300 } } },
    };
}

using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>Scales a workload by metrics.</summary>
public sealed class HorizontalPodAutoscalerV2() : BaseKubernetesResource("autoscaling/v2", "HorizontalPodAutoscaler")
{
    [YamlMember(Alias = "spec")]
    public HorizontalPodAutoscalerSpecV2 Spec { get; set; } = new();
}

public sealed class HorizontalPodAutoscalerSpecV2
{
    [YamlMember(Alias = "scaleTargetRef")]
    public CrossVersionObjectReferenceV2 ScaleTargetRef { get; set; } = new();

    [YamlMember(Alias = "behavior")]
    public HorizontalPodAutoscalerBehaviorV2 Behavior { get; set; } = new();

    [YamlMember(Alias = "maxReplicas")]
    public int MaxReplicas { get; set; } = 1;

    [YamlMember(Alias = "metrics")]
    public List<MetricSpecV2> Metrics { get; } = [];

    [YamlMember(Alias = "minReplicas")]
    public int? MinReplicas { get; set; }
}

/// <summary>The official type is an object of its own: give it the apiVersion and kind of what is scaled, and null as metadata.</summary>
public sealed class CrossVersionObjectReferenceV2() : BaseKubernetesResource("v2", "ObjectReference")
{
    [YamlMember(Alias = "name")]
    public string Name { get; set; } = null!;
}

public sealed class HorizontalPodAutoscalerBehaviorV2
{
    [YamlMember(Alias = "scaleDown")]
    public HpaScalingRulesV2 ScaleDown { get; set; } = new();

    [YamlMember(Alias = "scaleUp")]
    public HpaScalingRulesV2 ScaleUp { get; set; } = new();
}

public sealed class HpaScalingRulesV2
{
    [YamlMember(Alias = "policies")]
    public List<HpaScalingPolicyV2> Policies { get; } = [];

    [YamlMember(Alias = "stabilizationWindowSeconds")]
    public int? StabilizationWindowSeconds { get; set; }

    [YamlMember(Alias = "selectPolicy")]
    public string SelectPolicy { get; set; } = null!;
}

public sealed class HpaScalingPolicyV2
{
    [YamlMember(Alias = "type")]
    public string Type { get; set; } = null!;

    [YamlMember(Alias = "value")]
    public int Value { get; set; }

    [YamlMember(Alias = "periodSeconds")]
    public int PeriodSeconds { get; set; }
}

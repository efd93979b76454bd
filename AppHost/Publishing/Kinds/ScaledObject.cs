using Aspire.Hosting.Kubernetes.Resources;
using YamlDotNet.Serialization;

namespace AppHost.Publishing.Kinds;

/// <summary>KEDA's ScaledObject: what a Deployment's replicas follow. Texts that end as numbers are helm expressions.</summary>
internal sealed class ScaledObject() : BaseKubernetesResource("keda.sh/v1alpha1", "ScaledObject")
{
    [YamlMember(Alias = "spec")]
    public ScaledObjectSpec Spec { get; set; } = new();
}

internal sealed class ScaledObjectSpec
{
    [YamlMember(Alias = "scaleTargetRef")]
    public ScaleTarget ScaleTargetRef { get; set; } = new();

    [YamlMember(Alias = "pollingInterval")]
    public int PollingInterval { get; set; }

    [YamlMember(Alias = "minReplicaCount")]
    public string MinReplicaCount { get; set; } = "";

    [YamlMember(Alias = "maxReplicaCount")]
    public string MaxReplicaCount { get; set; } = "";

    [YamlMember(Alias = "fallback")]
    public ScaleFallback? Fallback { get; set; }

    [YamlMember(Alias = "advanced")]
    public ScaleAdvanced? Advanced { get; set; }

    [YamlMember(Alias = "triggers")]
    public List<ScaleTrigger> Triggers { get; } = [];
}

internal sealed class ScaleTarget
{
    [YamlMember(Alias = "name")]
    public string Name { get; set; } = "";
}

/// <summary>What holds when the figures cannot be had.</summary>
internal sealed class ScaleFallback
{
    [YamlMember(Alias = "failureThreshold")]
    public int FailureThreshold { get; set; }

    [YamlMember(Alias = "replicas")]
    public string Replicas { get; set; } = "";

    [YamlMember(Alias = "behavior")]
    public string Behavior { get; set; } = "";
}

internal sealed class ScaleAdvanced
{
    [YamlMember(Alias = "horizontalPodAutoscalerConfig")]
    public ScaleHpa HorizontalPodAutoscalerConfig { get; set; } = new();
}

internal sealed class ScaleHpa
{
    [YamlMember(Alias = "behavior")]
    public HorizontalPodAutoscalerBehaviorV2 Behavior { get; set; } = new();
}

internal sealed class ScaleTrigger
{
    [YamlMember(Alias = "type")]
    public string Type { get; set; } = "";

    [YamlMember(Alias = "name")]
    public string Name { get; set; } = "";

    [YamlMember(Alias = "metricType")]
    public string MetricType { get; set; } = "";

    [YamlMember(Alias = "metadata")]
    public Dictionary<string, string> Metadata { get; } = [];

    [YamlMember(Alias = "authenticationRef")]
    public ScaleAuthentication? AuthenticationRef { get; set; }
}

internal sealed class ScaleAuthentication
{
    [YamlMember(Alias = "name")]
    public string Name { get; set; } = "";
}

using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>A stateless workload.</summary>
public sealed class Deployment() : Workload("apps/v1", "Deployment")
{
    [YamlMember(Alias = "spec")]
    public DeploymentSpecV1 Spec { get; set; } = new();

    [YamlIgnore]
    public override PodTemplateSpecV1 PodTemplate => Spec.Template;
}

public sealed class DeploymentSpecV1
{
    [YamlMember(Alias = "paused")]
    public bool? Paused { get; set; }

    [YamlMember(Alias = "template")]
    public PodTemplateSpecV1 Template { get; set; } = new();

    [YamlMember(Alias = "selector")]
    public LabelSelectorV1 Selector { get; set; } = new();

    [YamlMember(Alias = "minReadySeconds")]
    public int? MinReadySeconds { get; set; }

    [YamlMember(Alias = "progressDeadlineSeconds")]
    public int? ProgressDeadlineSeconds { get; set; }

    [YamlMember(Alias = "replicas")]
    public int? Replicas { get; set; } = 1;

    [YamlMember(Alias = "revisionHistoryLimit")]
    public int? RevisionHistoryLimit { get; set; } = 3;

    [YamlMember(Alias = "strategy")]
    public DeploymentStrategyV1 Strategy { get; set; } = new();
}

public sealed class DeploymentStrategyV1
{
    [YamlMember(Alias = "rollingUpdate")]
    public RollingUpdateDeploymentV1 RollingUpdate { get; set; } = new();

    [YamlMember(Alias = "type")]
    public string Type { get; set; } = "RollingUpdate";
}

public sealed class RollingUpdateDeploymentV1
{
    [YamlMember(Alias = "maxSurge")]
    public int MaxSurge { get; set; }

    [YamlMember(Alias = "maxUnavailable")]
    public int MaxUnavailable { get; set; }
}

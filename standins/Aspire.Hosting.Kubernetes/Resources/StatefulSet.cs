using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>A workload whose pods keep their names and volumes.</summary>
public sealed class StatefulSet() : Workload("apps/v1", "StatefulSet")
{
    [YamlMember(Alias = "spec")]
    public StatefulSetSpecV1 Spec { get; set; } = new();

    [YamlIgnore]
    public override PodTemplateSpecV1 PodTemplate => Spec.Template;
}

public sealed class StatefulSetSpecV1
{
    [YamlMember(Alias = "serviceName")]
    public string ServiceName { get; set; } = null!;

    [YamlMember(Alias = "template")]
    public PodTemplateSpecV1 Template { get; set; } = new();

    [YamlMember(Alias = "selector")]
    public LabelSelectorV1 Selector { get; set; } = new();

    [YamlMember(Alias = "minReadySeconds")]
    public int? MinReadySeconds { get; set; }

    [YamlMember(Alias = "replicas")]
    public int? Replicas { get; set; }

    [YamlMember(Alias = "volumeClaimTemplates")]
    public List<PersistentVolumeClaim> VolumeClaimTemplates { get; } = [];

    [YamlMember(Alias = "revisionHistoryLimit")]
    public int? RevisionHistoryLimit { get; set; }

    [YamlMember(Alias = "podManagementPolicy")]
    public string? PodManagementPolicy { get; set; }

    [YamlMember(Alias = "updateStrategy")]
    public StatefulSetUpdateStrategyV1? UpdateStrategy { get; set; }
}

public sealed class StatefulSetUpdateStrategyV1
{
    [YamlMember(Alias = "rollingUpdate")]
    public RollingUpdateStatefulSetStrategyV1? RollingUpdate { get; set; }

    [YamlMember(Alias = "type")]
    public string Type { get; set; } = "RollingUpdate";
}

public sealed class RollingUpdateStatefulSetStrategyV1
{
    [YamlMember(Alias = "maxUnavailable")]
    public int? MaxUnavailable { get; set; }

    [YamlMember(Alias = "partition")]
    public int? Partition { get; set; }
}

using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>One metric to scale by. Every source exists from the start, as in the official type: set those that are not meant to null.</summary>
public sealed class MetricSpecV2
{
    [YamlMember(Alias = "containerResource")]
    public ContainerResourceMetricSourceV2 ContainerResource { get; set; } = new();

    [YamlMember(Alias = "resource")]
    public ResourceMetricSourceV2 Resource { get; set; } = new();

    [YamlMember(Alias = "type")]
    public string Type { get; set; } = null!;

    [YamlMember(Alias = "external")]
    public ExternalMetricSourceV2 External { get; set; } = new();

    [YamlMember(Alias = "pods")]
    public PodsMetricSourceV2 Pods { get; set; } = new();

    [YamlMember(Alias = "object")]
    public ObjectMetricSourceV2 Object { get; set; } = new();
}

public sealed class ResourceMetricSourceV2
{
    [YamlMember(Alias = "name")]
    public string Name { get; set; } = null!;

    [YamlMember(Alias = "target")]
    public MetricTargetV2 Target { get; set; } = new();
}

public sealed class ContainerResourceMetricSourceV2
{
    [YamlMember(Alias = "name")]
    public string Name { get; set; } = null!;

    [YamlMember(Alias = "container")]
    public string Container { get; set; } = null!;

    [YamlMember(Alias = "target")]
    public MetricTargetV2 Target { get; set; } = new();
}

public sealed class PodsMetricSourceV2
{
    [YamlMember(Alias = "metric")]
    public MetricIdentifierV2 Metric { get; set; } = new();

    [YamlMember(Alias = "target")]
    public MetricTargetV2 Target { get; set; } = new();
}

public sealed class ObjectMetricSourceV2
{
    [YamlMember(Alias = "metric")]
    public MetricIdentifierV2 Metric { get; set; } = new();

    [YamlMember(Alias = "describedObject")]
    public CrossVersionObjectReferenceV2 DescribedObject { get; set; } = new();

    [YamlMember(Alias = "target")]
    public MetricTargetV2 Target { get; set; } = new();
}

public sealed class ExternalMetricSourceV2
{
    [YamlMember(Alias = "metric")]
    public MetricIdentifierV2 Metric { get; set; } = new();

    [YamlMember(Alias = "target")]
    public MetricTargetV2 Target { get; set; } = new();
}

public sealed class MetricIdentifierV2
{
    [YamlMember(Alias = "name")]
    public string Name { get; set; } = null!;

    [YamlMember(Alias = "selector")]
    public LabelSelectorV1 Selector { get; set; } = new();
}

public sealed class MetricTargetV2
{
    [YamlMember(Alias = "averageValue")]
    public string AverageValue { get; set; } = null!;

    [YamlMember(Alias = "type")]
    public string Type { get; set; } = null!;

    [YamlMember(Alias = "value")]
    public string Value { get; set; } = null!;

    [YamlMember(Alias = "averageUtilization")]
    public int? AverageUtilization { get; set; }
}

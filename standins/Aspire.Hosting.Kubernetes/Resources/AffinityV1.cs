using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>Where a pod wants to be. All three parts exist from the start, as in the official type: set those that are not meant to null.</summary>
public sealed class AffinityV1
{
    [YamlMember(Alias = "nodeAffinity")]
    public NodeAffinityV1 NodeAffinity { get; set; } = new();

    [YamlMember(Alias = "podAffinity")]
    public PodAffinityV1 PodAffinity { get; set; } = new();

    [YamlMember(Alias = "podAntiAffinity")]
    public PodAntiAffinityV1 PodAntiAffinity { get; set; } = new();
}

public sealed class NodeAffinityV1
{
    [YamlMember(Alias = "preferredDuringSchedulingIgnoredDuringExecution")]
    public List<PreferredSchedulingTermV1> PreferredDuringSchedulingIgnoredDuringExecution { get; } = [];

    [YamlMember(Alias = "requiredDuringSchedulingIgnoredDuringExecution")]
    public NodeSelectorV1 RequiredDuringSchedulingIgnoredDuringExecution { get; set; } = new();
}

public sealed class PreferredSchedulingTermV1
{
    [YamlMember(Alias = "preference")]
    public NodeSelectorTermV1 Preference { get; set; } = new();

    [YamlMember(Alias = "weight")]
    public int Weight { get; set; }
}

public sealed class NodeSelectorV1
{
    [YamlMember(Alias = "nodeSelectorTerms")]
    public List<NodeSelectorTermV1> NodeSelectorTerms { get; } = [];
}

public sealed class NodeSelectorTermV1
{
    [YamlMember(Alias = "matchExpressions")]
    public List<NodeSelectorRequirementV1> MatchExpressions { get; } = [];

    [YamlMember(Alias = "matchFields")]
    public List<NodeSelectorRequirementV1> MatchFields { get; } = [];
}

public sealed class NodeSelectorRequirementV1
{
    [YamlMember(Alias = "operator")]
    public string Operator { get; set; } = null!;

    [YamlMember(Alias = "values")]
    public List<string> Values { get; } = [];

    [YamlMember(Alias = "key")]
    public string Key { get; set; } = null!;
}

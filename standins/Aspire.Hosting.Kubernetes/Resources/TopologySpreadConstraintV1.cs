using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>How evenly pods stand over zones or nodes.</summary>
public sealed class TopologySpreadConstraintV1
{
    [YamlMember(Alias = "whenUnsatisfiable")]
    public string? WhenUnsatisfiable { get; set; }

    [YamlMember(Alias = "labelSelector")]
    public LabelSelectorV1 LabelSelector { get; set; } = new();

    [YamlMember(Alias = "matchLabelKeys")]
    public List<string> MatchLabelKeys { get; } = [];

    [YamlMember(Alias = "minDomains")]
    public int? MinDomains { get; set; }

    [YamlMember(Alias = "maxSkew")]
    public int? MaxSkew { get; set; }

    [YamlMember(Alias = "nodeAffinityPolicy")]
    public string? NodeAffinityPolicy { get; set; }

    [YamlMember(Alias = "nodeTaintsPolicy")]
    public string? NodeTaintsPolicy { get; set; }

    [YamlMember(Alias = "topologyKey")]
    public string? TopologyKey { get; set; }
}

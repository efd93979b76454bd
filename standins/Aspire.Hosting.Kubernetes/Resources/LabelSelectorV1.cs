using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>Which objects are meant, by their labels.</summary>
public sealed class LabelSelectorV1
{
    public LabelSelectorV1()
    {
    }

    public LabelSelectorV1(Dictionary<string, string> matchLabels) => MatchLabels = matchLabels;

    [YamlMember(Alias = "matchExpressions")]
    public List<LabelSelectorRequirementV1> MatchExpressions { get; set; } = [];

    [YamlMember(Alias = "matchLabels")]
    public Dictionary<string, string> MatchLabels { get; set; } = [];
}

public sealed class LabelSelectorRequirementV1
{
    [YamlMember(Alias = "operator")]
    public string Operator { get; set; } = null!;

    [YamlMember(Alias = "values")]
    public List<string> Values { get; } = [];

    [YamlMember(Alias = "key")]
    public string Key { get; set; } = null!;
}

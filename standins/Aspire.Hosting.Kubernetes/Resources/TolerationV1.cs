using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>A taint that a pod puts up with.</summary>
public sealed class TolerationV1
{
    [YamlMember(Alias = "value")]
    public string Value { get; set; } = null!;

    [YamlMember(Alias = "operator")]
    public string Operator { get; set; } = null!;

    [YamlMember(Alias = "tolerationSeconds")]
    public long? TolerationSeconds { get; set; }

    [YamlMember(Alias = "effect")]
    public string Effect { get; set; } = null!;

    [YamlMember(Alias = "key")]
    public string Key { get; set; } = null!;
}

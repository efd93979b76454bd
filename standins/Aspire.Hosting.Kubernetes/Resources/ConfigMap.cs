using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>Settings that are no secret.</summary>
public sealed class ConfigMap() : BaseKubernetesResource("v1", "ConfigMap")
{
    [YamlMember(Alias = "binaryData")]
    public Dictionary<string, string> BinaryData { get; } = [];

    [YamlMember(Alias = "data")]
    public Dictionary<string, string> Data { get; } = [];

    [YamlMember(Alias = "immutable")]
    public bool? Immutable { get; set; }
}

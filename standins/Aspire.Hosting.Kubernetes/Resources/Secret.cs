using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>Settings that are.</summary>
public sealed class Secret() : BaseKubernetesResource("v1", "Secret")
{
    [YamlMember(Alias = "data")]
    public Dictionary<string, string> Data { get; } = [];

    [YamlMember(Alias = "stringData")]
    public Dictionary<string, string> StringData { get; } = [];

    [YamlMember(Alias = "immutable")]
    public bool? Immutable { get; set; }

    [YamlMember(Alias = "type")]
    public string Type { get; set; } = "Opaque";
}

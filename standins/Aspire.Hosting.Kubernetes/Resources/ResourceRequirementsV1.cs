using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>What a container asks for and may use, by resource name.</summary>
public sealed class ResourceRequirementsV1
{
    [YamlMember(Alias = "limits")]
    public Dictionary<string, string> Limits { get; } = [];

    [YamlMember(Alias = "requests")]
    public Dictionary<string, string> Requests { get; } = [];
}

using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>Name, labels and annotations of an object.</summary>
public sealed class ObjectMetaV1
{
    [YamlMember(Alias = "generateName")]
    public string GenerateName { get; set; } = null!;

    [YamlMember(Alias = "name")]
    public string Name { get; set; } = null!;

    [YamlMember(Alias = "namespace")]
    public string Namespace { get; set; } = null!;

    [YamlMember(Alias = "annotations")]
    public Dictionary<string, string> Annotations { get; } = [];

    [YamlMember(Alias = "finalizers")]
    public List<string> Finalizers { get; } = [];

    [YamlMember(Alias = "labels")]
    public Dictionary<string, string> Labels { get; set; } = [];
}

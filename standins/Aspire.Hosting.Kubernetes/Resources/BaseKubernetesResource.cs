using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>An object with a name and labels; a kind of one's own derives from it.</summary>
public abstract class BaseKubernetesResource : BaseKubernetesObject
{
    protected BaseKubernetesResource(string apiVersion, string kind)
        : base(apiVersion, kind)
    {
    }

    [YamlMember(Alias = "metadata", Order = -1)]
    public ObjectMetaV1 Metadata { get; set; } = new();
}

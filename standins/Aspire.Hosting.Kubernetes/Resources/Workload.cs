using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>What makes pods; a kind of one's own (a Job, say) derives from it and says where its pods' template lies.</summary>
public abstract class Workload : BaseKubernetesResource
{
    protected Workload(string apiVersion, string kind)
        : base(apiVersion, kind)
    {
    }

    /// <summary>The template, written only where the derived type writes it.</summary>
    [YamlIgnore]
    public abstract PodTemplateSpecV1 PodTemplate { get; }
}

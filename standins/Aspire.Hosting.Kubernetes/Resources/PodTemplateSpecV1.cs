using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>What a workload makes its pods from.</summary>
public sealed class PodTemplateSpecV1
{
    [YamlMember(Alias = "metadata")]
    public ObjectMetaV1 Metadata { get; set; } = new();

    [YamlMember(Alias = "spec")]
    public PodSpecV1 Spec { get; set; } = new();
}

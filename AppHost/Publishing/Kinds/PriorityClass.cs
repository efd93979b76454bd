using Aspire.Hosting.Kubernetes.Resources;
using YamlDotNet.Serialization;

namespace AppHost.Publishing.Kinds;

/// <summary>Who gets a place first when there is not enough for all.</summary>
internal sealed class PriorityClass() : BaseKubernetesResource("scheduling.k8s.io/v1", "PriorityClass")
{
    [YamlMember(Alias = "value")]
    public int Value { get; set; }

    [YamlMember(Alias = "preemptionPolicy")]
    public string? PreemptionPolicy { get; set; }

    [YamlMember(Alias = "description")]
    public string Description { get; set; } = "";
}

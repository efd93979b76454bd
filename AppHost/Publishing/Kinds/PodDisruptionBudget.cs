using Aspire.Hosting.Kubernetes.Resources;
using YamlDotNet.Serialization;

namespace AppHost.Publishing.Kinds;

/// <summary>How many pods of a workload may be evicted at once, when nodes are drained or replaced.</summary>
internal sealed class PodDisruptionBudget() : BaseKubernetesResource("policy/v1", "PodDisruptionBudget")
{
    [YamlMember(Alias = "spec")]
    public PodDisruptionBudgetSpec Spec { get; } = new();

    /// <summary>One pod at a time; one that is not ready anyway may always go.</summary>
    public static PodDisruptionBudget OneAtATime(string name, Dictionary<string, string> labels) => new()
    {
        Metadata = { Name = name },
        Spec = { MaxUnavailable = 1, UnhealthyPodEvictionPolicy = "AlwaysAllow", Selector = new(labels) },
    };
}

internal sealed class PodDisruptionBudgetSpec
{
    [YamlMember(Alias = "maxUnavailable")]
    public int? MaxUnavailable { get; set; }

    [YamlMember(Alias = "unhealthyPodEvictionPolicy")]
    public string? UnhealthyPodEvictionPolicy { get; set; }

    [YamlMember(Alias = "selector")]
    public LabelSelectorV1 Selector { get; set; } = new();
}

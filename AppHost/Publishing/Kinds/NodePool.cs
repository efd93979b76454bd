using Aspire.Hosting.Kubernetes.Resources;
using YamlDotNet.Serialization;

namespace AppHost.Publishing.Kinds;

/// <summary>Karpenter's NodePool: which machines may be started for pods, how many, and when they are taken down.</summary>
internal sealed class NodePool() : BaseKubernetesResource("karpenter.sh/v1", "NodePool")
{
    [YamlMember(Alias = "spec")]
    public NodePoolSpec Spec { get; set; } = new();
}

internal sealed class NodePoolSpec
{
    [YamlMember(Alias = "template")]
    public NodeTemplate Template { get; set; } = new();

    [YamlMember(Alias = "limits")]
    public Dictionary<string, string> Limits { get; } = [];

    [YamlMember(Alias = "disruption")]
    public NodeDisruption Disruption { get; set; } = new();
}

internal sealed class NodeTemplate
{
    [YamlMember(Alias = "metadata")]
    public ObjectMetaV1? Metadata { get; set; }

    [YamlMember(Alias = "spec")]
    public NodeTemplateSpec Spec { get; set; } = new();
}

internal sealed class NodeTemplateSpec
{
    [YamlMember(Alias = "nodeClassRef")]
    public NodeClassReference NodeClassRef { get; set; } = new();

    [YamlMember(Alias = "requirements")]
    public List<NodeRequirement> Requirements { get; } = [];

    [YamlMember(Alias = "taints")]
    public List<NodeTaint> Taints { get; } = [];

    [YamlMember(Alias = "expireAfter")]
    public string? ExpireAfter { get; set; }

    [YamlMember(Alias = "terminationGracePeriod")]
    public string? TerminationGracePeriod { get; set; }
}

internal sealed class NodeClassReference
{
    [YamlMember(Alias = "group")]
    public string Group { get; set; } = "karpenter.k8s.aws";

    [YamlMember(Alias = "kind")]
    public string Kind { get; set; } = "EC2NodeClass";

    [YamlMember(Alias = "name")]
    public string Name { get; set; } = "";
}

/// <summary>What a machine must be; unlike a pod's, its values may be one expression.</summary>
internal sealed class NodeRequirement
{
    [YamlMember(Alias = "key")]
    public string Key { get; set; } = "";

    [YamlMember(Alias = "operator")]
    public string Operator { get; set; } = "In";

    [YamlMember(Alias = "values")]
    public object Values { get; set; } = Array.Empty<string>();
}

internal sealed class NodeTaint
{
    [YamlMember(Alias = "key")]
    public string Key { get; set; } = "";

    [YamlMember(Alias = "effect")]
    public string Effect { get; set; } = "NoSchedule";
}

internal sealed class NodeDisruption
{
    [YamlMember(Alias = "consolidationPolicy")]
    public string ConsolidationPolicy { get; set; } = "";

    [YamlMember(Alias = "consolidateAfter")]
    public string ConsolidateAfter { get; set; } = "";

    [YamlMember(Alias = "budgets")]
    public List<DisruptionBudget> Budgets { get; } = [];
}

internal sealed class DisruptionBudget
{
    [YamlMember(Alias = "nodes")]
    public string Nodes { get; set; } = "";
}

using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>What may be done in a namespace.</summary>
public sealed class Role() : BaseKubernetesResource("rbac.authorization.k8s.io/v1", "Role")
{
    [YamlMember(Alias = "rules")]
    public List<PolicyRuleV1> Rules { get; } = [];
}

/// <summary>What may be done in the cluster.</summary>
public sealed class ClusterRole() : BaseKubernetesResource("rbac.authorization.k8s.io/v1", "ClusterRole")
{
    [YamlMember(Alias = "rules", DefaultValuesHandling = DefaultValuesHandling.Preserve)]
    public List<PolicyRuleV1> Rules { get; } = [];
}

public sealed class PolicyRuleV1
{
    [YamlMember(Alias = "apiGroups")]
    public List<string> ApiGroups { get; } = [];

    [YamlMember(Alias = "nonResourceURLs")]
    public List<string> NonResourceUrLs { get; } = [];

    [YamlMember(Alias = "resourceNames")]
    public List<string> ResourceNames { get; } = [];

    [YamlMember(Alias = "resources")]
    public List<string> Resources { get; } = [];

    [YamlMember(Alias = "verbs")]
    public List<string> Verbs { get; } = [];
}

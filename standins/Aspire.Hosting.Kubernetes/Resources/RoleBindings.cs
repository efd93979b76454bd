using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>Who has a role in a namespace.</summary>
public sealed class RoleBinding() : BaseKubernetesResource("rbac.authorization.k8s.io/v1", "RoleBinding")
{
    [YamlMember(Alias = "roleRef")]
    public RoleRefV1 RoleRef { get; set; } = new();

    [YamlMember(Alias = "subjects")]
    public List<SubjectV1> Subjects { get; } = [];
}

/// <summary>Who has a role in the cluster.</summary>
public sealed class ClusterRoleBinding() : BaseKubernetesResource("rbac.authorization.k8s.io/v1", "ClusterRoleBinding")
{
    [YamlMember(Alias = "roleRef")]
    public RoleRefV1 RoleRef { get; set; } = new();

    [YamlMember(Alias = "subjects")]
    public List<SubjectV1> Subjects { get; } = [];
}

public sealed class RoleRefV1
{
    [YamlMember(Alias = "kind")]
    public string Kind { get; set; } = null!;

    [YamlMember(Alias = "name")]
    public string Name { get; set; } = null!;

    [YamlMember(Alias = "apiGroup")]
    public string ApiGroup { get; set; } = null!;
}

public sealed class SubjectV1
{
    [YamlMember(Alias = "kind")]
    public string Kind { get; set; } = null!;

    [YamlMember(Alias = "name")]
    public string Name { get; set; } = null!;

    [YamlMember(Alias = "namespace")]
    public string Namespace { get; set; } = null!;

    [YamlMember(Alias = "apiGroup")]
    public string ApiGroup { get; set; } = null!;
}

using Aspire.Hosting.Kubernetes.Resources;

namespace AppHost.Publishing.Gateway;

/// <summary>
/// What the gateway may see of the cluster: what tells of machines that the cloud does not have (NodeClaims and the
/// events about them) and of pods that wait for one. It changes nothing.
/// </summary>
internal static class GatewayAccess
{
    private const string Account = "gateway";

    // NodeClaims belong to no namespace, and events about such objects are kept in this one.
    private const string EventsOfCluster = "default";

    public static IEnumerable<BaseKubernetesResource> Objects()
    {
        var claims = new ClusterRole { Metadata = { Name = "gateway-nodeclaims" }, Rules = { Watch("karpenter.sh", "nodeclaims") } };
        yield return claims;
        yield return new ClusterRoleBinding { Metadata = { Name = $"{claims.Metadata.Name}-binding" }, RoleRef = To("ClusterRole", claims.Metadata.Name), Subjects = { Gateway() } };

        var events = new Role { Metadata = { Name = "gateway-node-events", Namespace = EventsOfCluster }, Rules = { Watch("", "events"), Watch("events.k8s.io", "events") } };
        yield return events;
        yield return Bind(events);

        var pods = new Role { Metadata = { Name = "gateway-pods" }, Rules = { Watch("", "pods", "events"), Watch("events.k8s.io", "events") } };
        yield return pods;
        yield return Bind(pods);
    }

    private static RoleBinding Bind(Role role) => new()
    {
        Metadata = { Name = $"{role.Metadata.Name}-binding", Namespace = role.Metadata.Namespace },
        RoleRef = To("Role", role.Metadata.Name),
        Subjects = { Gateway() },
    };

    private static PolicyRuleV1 Watch(string group, params IEnumerable<string> resources)
    {
        var rule = new PolicyRuleV1 { ApiGroups = { group }, Verbs = { "get", "list", "watch" } };
        rule.Resources.AddRange(resources);
        return rule;
    }

    private static RoleRefV1 To(string kind, string name) => new() { ApiGroup = "rbac.authorization.k8s.io", Kind = kind, Name = name };

    private static SubjectV1 Gateway() => new() { Kind = "ServiceAccount", Name = Account, Namespace = "{{ .Release.Namespace }}" };
}

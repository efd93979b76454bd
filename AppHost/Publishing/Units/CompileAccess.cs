using Aspire.Hosting.Kubernetes.Resources;
using Fleet;

namespace AppHost.Publishing.Units;

/// <summary>What compile Jobs may do in the cluster: look at their unit's Deployment and let it go, and nothing else.</summary>
internal static class CompileAccess
{
    public const string Account = "compiler";

    public static ServiceAccountV1 ServiceAccount() => new() { Metadata = { Name = Account } };

    public static IEnumerable<BaseKubernetesResource> For(Unit unit)
    {
        var name = $"{unit.Name}-release";
        yield return new Role
        {
            Metadata = { Name = name },
            Rules = { new() { ApiGroups = { "apps" }, Resources = { "deployments" }, ResourceNames = { UnitNames.Deployment(unit) }, Verbs = { "get", "patch" } } },
        };
        yield return new RoleBinding
        {
            Metadata = { Name = $"{name}-binding" },
            RoleRef = new() { ApiGroup = "rbac.authorization.k8s.io", Kind = "Role", Name = name },
            Subjects = { new() { Kind = "ServiceAccount", Name = Account, Namespace = "{{ .Release.Namespace }}" } },
        };
    }
}

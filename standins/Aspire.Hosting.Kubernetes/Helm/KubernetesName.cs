namespace Aspire.Hosting.Kubernetes.Helm;

/// <summary>The names that objects get from the resource they stand for.</summary>
internal static class KubernetesName
{
    public static string Of(string resource) => resource.ToLowerInvariant();

    public static string Deployment(string resource) => $"{Of(resource)}-deployment";

    public static string StatefulSet(string resource) => $"{Of(resource)}-statefulset";

    public static string Service(string resource) => $"{Of(resource)}-service";

    public static string ConfigMap(string resource) => $"{Of(resource)}-config";

    public static string Secret(string resource) => $"{Of(resource)}-secrets";

    public static string Claim(string resource, string volume) => $"{Of(resource)}-{volume}-pvc";

    public static string Chart(string application) =>
        application.ToLowerInvariant().Replace('_', '-').Replace('.', '-');

    /// <summary>The labels that an object's workload, its pods and its selector share.</summary>
    public static Dictionary<string, string> Labels(string resource) => new()
    {
        ["app.kubernetes.io/name"] = HelmExpression.Of(".Chart.Name"),
        ["app.kubernetes.io/component"] = resource,
        ["app.kubernetes.io/instance"] = HelmExpression.Of(".Release.Name"),
    };
}

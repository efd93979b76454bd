using AppHost.Publishing.Chart;
using AppHost.Publishing.Pods;
using AppHost.Publishing.Values;
using Aspire.Hosting.Kubernetes.Resources;
using Fleet;
using AlbIngress = Aspire.Hosting.Kubernetes.Resources.Ingress;

namespace AppHost.Publishing.Ingress;

/// <summary>The way in from outside, by an AWS load balancer: to the gateway, or straight to the units.</summary>
internal static class IngressObjects
{
    // Of both forms: the load balancer and its address stay when the form changes.
    private const string Name = "inference";

    // The controller takes the action from the annotation that has the service's name.
    private const string FromAnnotation = "use-annotation";

    public static IEnumerable<AlbIngress> For(FleetDefinition fleet)
    {
        yield return Create(
            IngressValues.Gateway, Helm.Raw(IngressAnnotations.Expression()),
            [.. Frontend(), .. IngressPaths.Inference.Select(path => Path(path, "Prefix", Backend(ServiceNames.Gateway)))]);

        var units = new WeightedUnits(fleet);
        yield return Create(
            IngressValues.Weighted, units.Problem is { } problem ? Helm.Raw($"{{{{ fail `{problem}` }}}}") : Helm.Raw(IngressAnnotations.Expression(units.Annotations())),
            [.. Frontend(), Path("/", "Prefix", Backend(WeightedUnits.Action, FromAnnotation))]);
    }

    private static AlbIngress Create(string form, string annotations, IEnumerable<HttpIngressPathV1> paths)
    {
        var rule = new IngressRuleV1 { Host = Helm.Text(IngressValues.Host) };
        rule.Http.Paths.AddRange(paths);
        return new AlbIngress { Metadata = { Name = $"ingress-{form}" }, Spec = { IngressClassName = "alb", Rules = { rule } } }
            .Set("metadata.name", Name)
            .Set("metadata.annotations", annotations)
            .When($"eq {Helm.Path(IngressValues.Form)} `{form}`");
    }

    private static IEnumerable<HttpIngressPathV1> Frontend() =>
        [Path(IngressPaths.Imagine, "Exact", Backend(ServiceNames.Gateway)), Path(IngressPaths.Frontend, "Prefix", Backend(ServiceNames.Frontend))];

    private static HttpIngressPathV1 Path(string path, string type, IngressBackendV1 backend) => new() { Path = path, PathType = type, Backend = backend };

    private static IngressBackendV1 Backend(string service, string port = "http") => new() { Service = new() { Name = service, Port = new() { Name = port } } };
}

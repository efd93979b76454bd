using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Helm;
using Aspire.Hosting.Kubernetes.Publishing;
using Aspire.Hosting.Kubernetes.Resources;

namespace Aspire.Hosting.Kubernetes;

/// <summary>Routes from outside the cluster to services in it.</summary>
public class KubernetesIngressResource : Resource, IResourceWithParent<KubernetesEnvironmentResource>, IChartResource, ITlsResource
{
    private Resources.Ingress? _ingress;

    /// <summary>Names the ingress.</summary>
    public KubernetesIngressResource(string name, KubernetesEnvironmentResource environment)
        : base(name) => Parent = environment;

    /// <summary>The environment.</summary>
    public KubernetesEnvironmentResource Parent { get; }

    /// <summary>Which controller serves it; null for the cluster's own choice.</summary>
    public ReferenceExpression? IngressClassName { get; set; }

    internal List<Path> Paths { get; } = [];

    internal List<ReferenceExpression> Hosts { get; } = [];

    internal Dictionary<string, ReferenceExpression> Notes { get; } = [];

    internal List<ReferenceExpression> TlsSecrets { get; } = [];

    internal EndpointReference? DefaultBackend { get; set; }

    KubernetesEnvironmentResource IChartResource.Environment => Parent;

    IReadOnlyList<BaseKubernetesResource> IChartResource.Objects => _ingress is null ? [] : [_ingress];

    IReadOnlyList<ReferenceExpression> ITlsResource.TlsSecrets => TlsSecrets;

    IReadOnlyList<ReferenceExpression> ITlsResource.Hosts => Hosts;

    async Task IChartResource.PrepareAsync(ServiceCatalog services, CancellationToken cancellationToken)
    {
        var ingress = new Resources.Ingress { Metadata = { Name = KubernetesName.Of(Name) } };
        if (IngressClassName is { } className)
            ingress.Spec.IngressClassName = await this.TextAsync(className, cancellationToken).ConfigureAwait(false);
        foreach (var (key, value) in Notes)
            ingress.Metadata.Annotations[key] = await this.TextAsync(value, cancellationToken).ConfigureAwait(false);
        foreach (var host in Paths.GroupBy(path => path.Host))
            ingress.Spec.Rules.Add(Rule(host.Key, host.Select(path => Route(path, services))));
        if (DefaultBackend is { } backend)
            ingress.Spec.DefaultBackend = Backend(backend, services);

        List<string> hosts = [];
        foreach (var host in Hosts)
            hosts.Add(await this.TextAsync(host, cancellationToken).ConfigureAwait(false));
        foreach (var secret in TlsSecrets)
        {
            var tls = new IngressTLSV1 { SecretName = await this.TextAsync(secret, cancellationToken).ConfigureAwait(false) };
            tls.Hosts.AddRange(hosts);
            ingress.Spec.Tls.Add(tls);
        }

        // A certificate's host needs a rule to be served; without one of its own it gets the default backend's.
        if (DefaultBackend is { } fallback && TlsSecrets.Count > 0)
        {
            foreach (var host in hosts.Where(host => ingress.Spec.Rules.TrueForAll(rule => rule.Host != host)).ToArray())
                ingress.Spec.Rules.Add(Rule(host, [Route(new Path(host, "/", fallback, IngressPathType.Prefix), services)]));
        }

        _ingress = ingress.Spec.Rules.Count > 0 || DefaultBackend is not null ? ingress : null;
    }

    private static IngressRuleV1 Rule(string? host, IEnumerable<HttpIngressPathV1> paths)
    {
        var rule = new IngressRuleV1 { Host = host! };
        rule.Http.Paths.AddRange(paths);
        return rule;
    }

    private HttpIngressPathV1 Route(Path path, ServiceCatalog services) => new()
    {
        Path = path.Value,
        PathType = path.Type.ToString(),
        Backend = Backend(path.Endpoint, services),
    };

    private IngressBackendV1 Backend(EndpointReference endpoint, ServiceCatalog services)
    {
        var (service, mapping) = RoutedEndpoint.Find(endpoint, services, $"ingress '{Name}'");
        return new() { Service = new() { Name = service, Port = new() { Name = mapping.Name } } };
    }

    internal sealed record Path(string? Host, string Value, EndpointReference Endpoint, IngressPathType Type);
}

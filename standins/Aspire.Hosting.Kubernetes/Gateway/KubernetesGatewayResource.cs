using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Helm;
using Aspire.Hosting.Kubernetes.Publishing;
using Aspire.Hosting.Kubernetes.Resources;

namespace Aspire.Hosting.Kubernetes;

/// <summary>Routes from outside the cluster to services in it, by the Gateway API.</summary>
public class KubernetesGatewayResource : Resource, IResourceWithParent<KubernetesEnvironmentResource>, IChartResource, ITlsResource
{
    private const int HttpPort = 80;
    private const int HttpsPort = 443;

    private List<BaseKubernetesResource> _objects = [];

    /// <summary>Names the gateway.</summary>
    public KubernetesGatewayResource(string name, KubernetesEnvironmentResource environment)
        : base(name) => Parent = environment;

    /// <summary>The environment.</summary>
    public KubernetesEnvironmentResource Parent { get; }

    /// <summary>Which controller serves it; without one nothing can be published.</summary>
    public ReferenceExpression? GatewayClassName { get; set; }

    internal List<Route> Routes { get; } = [];

    internal List<ReferenceExpression> Hosts { get; } = [];

    internal Dictionary<string, ReferenceExpression> Notes { get; } = [];

    internal List<ReferenceExpression> TlsSecrets { get; } = [];

    KubernetesEnvironmentResource IChartResource.Environment => Parent;

    IReadOnlyList<BaseKubernetesResource> IChartResource.Objects => _objects;

    IReadOnlyList<ReferenceExpression> ITlsResource.TlsSecrets => TlsSecrets;

    IReadOnlyList<ReferenceExpression> ITlsResource.Hosts => Hosts;

    async Task IChartResource.PrepareAsync(ServiceCatalog services, CancellationToken cancellationToken)
    {
        if (Routes.Count == 0)
            return;
        if (GatewayClassName is null)
            throw new InvalidOperationException($"The gateway '{Name}' needs a class: call WithGatewayClass with the controller's.");

        var gateway = new GatewayV1 { Metadata = { Name = KubernetesName.Of(Name) } };
        gateway.Spec.GatewayClassName = await this.TextAsync(GatewayClassName, cancellationToken).ConfigureAwait(false);
        foreach (var (key, value) in Notes)
            gateway.Metadata.Annotations[key] = await this.TextAsync(value, cancellationToken).ConfigureAwait(false);
        gateway.Spec.Listeners.Add(Listener("http", HttpPort));
        foreach (var secret in TlsSecrets)
        {
            var name = await this.TextAsync(secret, cancellationToken).ConfigureAwait(false);
            foreach (var host in Hosts.DefaultIfEmpty())
            {
                var listener = Listener(NextName(gateway), HttpsPort);
                listener.Hostname = host is null ? null : await this.TextAsync(host, cancellationToken).ConfigureAwait(false);
                listener.Tls = new() { CertificateRefs = { new() { Name = name } } };
                gateway.Spec.Listeners.Add(listener);
            }
        }

        _objects = [gateway, .. Routes.GroupBy(route => route.Host).Select(host => HttpRoute(host.Key, host, services))];
    }

    private static GatewayListenerV1 Listener(string name, int port) => new()
    {
        Name = name,
        Protocol = port == HttpPort ? "HTTP" : "HTTPS",
        Port = port,
        AllowedRoutes = new() { Namespaces = new() { From = "Same" } },
    };

    /// <summary>https, https-1, https-2 and so on.</summary>
    private static string NextName(GatewayV1 gateway) => gateway.Spec.Listeners.Count == 1
        ? "https"
        : string.Create(CultureInfo.InvariantCulture, $"https-{gateway.Spec.Listeners.Count - 1}");

    private HttpRouteV1 HttpRoute(string? host, IEnumerable<Route> routes, ServiceCatalog services)
    {
        var gateway = KubernetesName.Of(Name);
        var middle = host?.Replace(".", "-", StringComparison.Ordinal).Replace("*", "wildcard", StringComparison.Ordinal).ToLowerInvariant();
        var result = new HttpRouteV1 { Metadata = { Name = middle is null ? $"{gateway}-route" : $"{gateway}-{middle}-route" } };
        result.Spec.ParentRefs.Add(new() { Name = gateway });
        if (host is not null)
            result.Spec.Hostnames.Add(host);
        foreach (var route in routes)
        {
            var (service, endpoint) = RoutedEndpoint.Find(route.Endpoint, services, $"gateway '{Name}'");
            var rule = new HttpRouteRuleV1();
            rule.Matches.Add(new() { Path = new() { Type = route.Type.ToString(), Value = route.Path } });
            // A route has no port names; the number is the one that values.yaml starts with.
            rule.BackendRefs.Add(new() { Name = service, Port = int.Parse(endpoint.ServicePort.ToString(), CultureInfo.InvariantCulture) });
            result.Spec.Rules.Add(rule);
        }

        return result;
    }

    internal sealed record Route(string? Host, string Path, EndpointReference Endpoint, GatewayPathMatchType Type);
}

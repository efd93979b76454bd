using System.Globalization;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Helm;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Finds a resource's endpoints their ports in the cluster.</summary>
internal static class EndpointMapper
{
    private const int ProjectPort = 8080;
    private const int FirstFreePort = 8000;

    public static void Map(KubernetesResource service)
    {
        var schemes = new HashSet<string>();
        var free = FirstFreePort;
        foreach (var endpoint in service.Target.Annotations.OfType<EndpointAnnotation>())
        {
            var isFirstOfScheme = schemes.Add(endpoint.UriScheme);
            service.Endpoints[endpoint.Name] = new EndpointMapping(
                endpoint.Name,
                endpoint.UriScheme,
                endpoint.Protocol == ProtocolType.Udp ? "UDP" : "TCP",
                KubernetesName.Service(service.Target.Name),
                TargetPort(),
                Exposed());

            HelmValue TargetPort() => endpoint switch
            {
                { TargetPort: { } target } => Number(target),
                _ when service.Target is ProjectResource && endpoint.UriScheme is "http" or "https" && isFirstOfScheme => ProjectsOwn(service, endpoint),
                { Port: { } port } when service.Target is not ProjectResource => Number(port),
                _ => Number(free++),
            };

            HelmValue? Exposed() => endpoint is { Port: { } port, TargetPort: { } target } && port != target ? Number(port) : null;
        }
    }

    /// <summary>
    /// The port of a project that says none: a value of the chart. Its https endpoint is the http one, since the
    /// container has no certificate.
    /// </summary>
    private static HelmValue ProjectsOwn(KubernetesResource service, EndpointAnnotation endpoint)
    {
        if (endpoint.UriScheme == "https" && service.Endpoints.Values.FirstOrDefault(known => known.Scheme == "http") is { } http)
            return http.Port;
        var key = HelmExpression.Key($"port_{endpoint.Name}");
        return service.Parameters[key] =
            new HelmValue(HelmExpression.Value(HelmExpression.Parameters, service.Target.Name, key), ProjectPort);
    }

    private static HelmValue Number(int port) => new(null, port.ToString(CultureInfo.InvariantCulture));
}

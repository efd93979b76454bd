using AppHost.Publishing.Security;
using Aspire.Hosting.Kubernetes.Resources;

namespace AppHost.Publishing.Gateway;

/// <summary>
/// How the gateway's pods find each other: a name that stands for all of them, ready or not, for one that is about to start
/// or to stop knows and counts too.
/// </summary>
internal static class GatewayPeers
{
    public const string Name = "gateway-peers";

    /// <summary>The setting <c>Gateway:Peers:Address</c>.</summary>
    public static readonly string Address = $"http://{Name}:{{{{ .Values.parameters.gateway.port_http }}}}";

    /// <param name="service">The Service that everybody else uses.</param>
    public static Service Headless(Service service)
    {
        var peers = new Service
        {
            Metadata = { Name = Name },
            Spec = { ClusterIp = "None", PublishNotReadyAddresses = true, Selector = new(service.Spec.Selector) },
        };
        foreach (var (key, value) in service.Metadata.Labels) peers.Metadata.Labels[key] = value;
        foreach (var port in service.Spec.Ports)
            peers.Spec.Ports.Add(new() { Name = port.Name, Protocol = port.Protocol, Port = NetworkRules.PortOf("gateway")!, TargetPort = NetworkRules.PortOf("gateway")! });
        return peers;
    }
}

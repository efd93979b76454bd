using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>Listeners of the Gateway API.</summary>
public sealed class GatewayV1() : BaseKubernetesResource("gateway.networking.k8s.io/v1", "Gateway")
{
    [YamlMember(Alias = "spec")]
    public GatewaySpecV1 Spec { get; set; } = new();
}

public sealed class GatewaySpecV1
{
    [YamlMember(Alias = "gatewayClassName")]
    public string GatewayClassName { get; set; } = null!;

    [YamlMember(Alias = "listeners")]
    public List<GatewayListenerV1> Listeners { get; } = [];
}

public sealed class GatewayListenerV1
{
    [YamlMember(Alias = "name")]
    public string Name { get; set; } = null!;

    [YamlMember(Alias = "protocol")]
    public string Protocol { get; set; } = null!;

    [YamlMember(Alias = "port")]
    public int Port { get; set; }

    [YamlMember(Alias = "hostname")]
    public string? Hostname { get; set; }

    [YamlMember(Alias = "tls")]
    public GatewayTlsConfigV1? Tls { get; set; }

    [YamlMember(Alias = "allowedRoutes")]
    public GatewayAllowedRoutesV1? AllowedRoutes { get; set; }
}

public sealed class GatewayTlsConfigV1
{
    [YamlMember(Alias = "mode")]
    public string Mode { get; set; } = "Terminate";

    [YamlMember(Alias = "certificateRefs")]
    public List<GatewayCertificateRefV1> CertificateRefs { get; } = [];
}

public sealed class GatewayCertificateRefV1
{
    [YamlMember(Alias = "name")]
    public string Name { get; set; } = null!;
}

public sealed class GatewayAllowedRoutesV1
{
    [YamlMember(Alias = "namespaces")]
    public GatewayRouteNamespacesV1? Namespaces { get; set; }
}

public sealed class GatewayRouteNamespacesV1
{
    [YamlMember(Alias = "from")]
    public string From { get; set; } = "Same";
}

using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

/// <summary>The dashboard in a cluster.</summary>
public class KubernetesAspireDashboardResource : ContainerResource
{
    private const string OtlpGrpc = "otlp-grpc";

    /// <summary>Names the dashboard.</summary>
    public KubernetesAspireDashboardResource(string name)
        : base(name)
    {
    }

    /// <summary>Where a browser finds it.</summary>
    public EndpointReference PrimaryEndpoint => new(this, "http");

    /// <summary>Where telemetry goes.</summary>
    public EndpointReference OtlpGrpcEndpoint => new(this, OtlpGrpc);

    /// <summary>The dashboard of this Aspire's version, with the ports that its image listens on.</summary>
    internal static KubernetesAspireDashboardResource Create(string name)
    {
        var dashboard = new KubernetesAspireDashboardResource(name);
        dashboard.Annotations.Add(new ContainerImageAnnotation
        {
            Registry = "mcr.microsoft.com",
            Image = "dotnet/nightly/aspire-dashboard",
            Tag = "13.5",
        });
        dashboard.Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, "http", targetPort: 18888, isExternal: true));
        dashboard.Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, "http", name: OtlpGrpc, targetPort: 18889));
        dashboard.Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, "http", name: "otlp-http", targetPort: 18890));
        return dashboard;
    }
}

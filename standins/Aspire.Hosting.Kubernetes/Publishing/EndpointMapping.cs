using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Helm;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Where an endpoint is in the cluster.</summary>
/// <param name="Name">The endpoint's name, which its port gets too.</param>
/// <param name="Scheme">The scheme of its URLs.</param>
/// <param name="Protocol">TCP or UDP, as Kubernetes writes it.</param>
/// <param name="Host">The service's name.</param>
/// <param name="Port">The port that the container listens on.</param>
/// <param name="ExposedPort">The service's port, where it is another.</param>
internal sealed record EndpointMapping(
    string Name, string Scheme, string Protocol, string Host, HelmValue Port, HelmValue? ExposedPort = null)
{
    /// <summary>The port that others in the cluster use.</summary>
    public HelmValue ServicePort => ExposedPort ?? Port;

    /// <summary>A part of the endpoint as text for a template.</summary>
    /// <param name="property">The part.</param>
    /// <param name="embedded">Whether the text becomes a part of other text, where a number needs no conversion.</param>
    public string Part(EndpointProperty property, bool embedded) => property switch
    {
        EndpointProperty.Url => $"{Scheme}://{Host}:{InText(ServicePort)}",
        EndpointProperty.HostAndPort => $"{Host}:{InText(ServicePort)}",
        EndpointProperty.Host or EndpointProperty.IPV4Host => Host,
        EndpointProperty.Port => embedded ? InText(ServicePort) : ServicePort.Scalar,
        EndpointProperty.TargetPort => embedded ? InText(Port) : Port.Scalar,
        EndpointProperty.Scheme => Scheme,
        _ => throw new NotSupportedException($"The part '{property}' of endpoint '{Name}' is not known in a cluster."),
    };

    private static string InText(HelmValue port) => port.Expression ?? port.ToString();
}

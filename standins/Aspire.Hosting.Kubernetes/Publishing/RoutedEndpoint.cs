using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Helm;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Finds the service behind an endpoint that is routed to from outside.</summary>
internal static class RoutedEndpoint
{
    /// <exception cref="InvalidOperationException">The endpoint is not meant for the world, or is not in this cluster.</exception>
    public static (string Service, EndpointMapping Endpoint) Find(EndpointReference endpoint, ServiceCatalog services, string router)
    {
        if (!endpoint.EndpointAnnotation.IsExternal)
        {
            throw new InvalidOperationException(
                $"The {router} routes to endpoint '{endpoint.EndpointName}' of '{endpoint.Resource.Name}', which is not external: "
                + "call WithExternalHttpEndpoints() on the resource or add the endpoint with isExternal: true.");
        }

        return services.Find(endpoint.Resource) is { } service && service.Endpoints.TryGetValue(endpoint.EndpointName, out var mapping)
            ? (service.Service?.Metadata.Name ?? KubernetesName.Service(endpoint.Resource.Name), mapping)
            : throw new InvalidOperationException(
                $"The {router} routes to endpoint '{endpoint.EndpointName}' of '{endpoint.Resource.Name}', which is not published to this cluster.");
    }
}

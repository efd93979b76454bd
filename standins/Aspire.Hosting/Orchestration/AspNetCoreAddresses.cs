using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>Tells an ASP.NET Core project where to listen.</summary>
internal static class AspNetCoreAddresses
{
    public static void Give(EnvironmentCallbackContext context)
    {
        var endpoints = context.Resource.Annotations.OfType<EndpointAnnotation>()
            .Where(endpoint => endpoint.UriScheme is "http" or "https" && endpoint.PortVariable is null)
            .ToArray();
        if (endpoints.Length == 0)
            return;
        if (context.ExecutionContext.IsPublishMode)
        {
            GivePublished(context, endpoints);
        }
        else
        {
            context.EnvironmentVariables["ASPNETCORE_URLS"] = string.Join(';', endpoints.Select(endpoint =>
                $"{endpoint.UriScheme}://{endpoint.TargetHost}:{endpoint.TargetPort ?? endpoint.AllocatedEndpoint!.Port}"));
        }
    }

    /// <summary>Behind a proxy that ends TLS: what it forwards counts, and only http is listened for.</summary>
    private static void GivePublished(EnvironmentCallbackContext context, IEnumerable<EndpointAnnotation> endpoints)
    {
        context.EnvironmentVariables["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";
        var ports = endpoints.Where(endpoint => endpoint.UriScheme == "http")
            .Select(endpoint => new EndpointReference((IResourceWithEndpoints)context.Resource, endpoint).Property(EndpointProperty.TargetPort))
            .ToArray();
        if (ports.Length > 0)
            context.EnvironmentVariables["HTTP_PORTS"] = ports.Length == 1 ? ports[0] : ReferenceExpression.Join(";", ports);
    }
}

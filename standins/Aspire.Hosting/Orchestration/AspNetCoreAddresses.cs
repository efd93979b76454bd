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
        if (endpoints.Length > 0)
        {
            context.EnvironmentVariables["ASPNETCORE_URLS"] = string.Join(';', endpoints.Select(endpoint =>
                $"{endpoint.UriScheme}://{endpoint.TargetHost}:{endpoint.TargetPort ?? endpoint.AllocatedEndpoint!.Port}"));
        }
    }
}

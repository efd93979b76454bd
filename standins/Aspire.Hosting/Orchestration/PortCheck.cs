using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>Finds out before the process does that somebody else has its port, and says so in words.</summary>
internal static class PortCheck
{
    public static void ThrowIfTaken(IResource resource)
    {
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            if (endpoint.AllocatedEndpoint is { Port: var port } && !FreePort.IsFree(port))
            {
                throw new DistributedApplicationException(
                    $"Port {port} of endpoint '{endpoint.Name}' is taken by another process. "
                    + "End that process and start the resource in the dashboard, or give the endpoint another port (the project's launch profile has it).");
            }
        }
    }
}

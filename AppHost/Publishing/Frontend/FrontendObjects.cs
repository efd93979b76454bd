using Aspire.Hosting.Kubernetes;

namespace AppHost.Publishing.Frontend;

/// <summary>The frontend in the cluster.</summary>
internal static class FrontendObjects
{
    public static void Attach(KubernetesResource service, FleetChart chart)
    {
    }
}

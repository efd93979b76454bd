using Aspire.Hosting.Kubernetes;

namespace AppHost.Publishing.Gateway;

/// <summary>The gateway in the cluster, and what the whole cluster has once.</summary>
internal static class GatewayObjects
{
    public static void Attach(KubernetesResource service, FleetChart chart)
    {
        service.AdditionalResources.Add(FleetConfig.ConfigMap());
        if (service.Workload is { } workload)
            FleetConfig.Mount(workload.PodTemplate.Spec);
    }
}

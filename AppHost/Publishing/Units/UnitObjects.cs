using Aspire.Hosting.Kubernetes;
using Fleet;

namespace AppHost.Publishing.Units;

/// <summary>Everything of a unit in the cluster: all of it lies in <c>templates/UNIT/</c>.</summary>
internal static class UnitObjects
{
    public static void Attach(KubernetesResource service, Unit unit, FleetChart chart)
    {
        if (service.Workload is { } workload)
            FleetConfig.Mount(workload.PodTemplate.Spec);
    }
}

using AppHost.Publishing.Chart;
using AppHost.Publishing.Values;
using Aspire.Hosting.Kubernetes.Resources;
using Fleet;

namespace AppHost.Publishing.Units;

/// <summary>Devices, processors and memory of a pod that uses a unit's devices.</summary>
internal static class UnitResources
{
    private const string SharedMemory = "shm";

    public static void Request(PodSpecV1 pod, Unit unit)
    {
        var devices = $"{unit.Devices}";
        var resource = unit.Accelerator.KubernetesResource;
        var container = pod.Containers.Single();
        container.Resources = new()
        {
            Requests = { ["cpu"] = Helm.NumberText(UnitValues.Cpu(unit)), ["memory"] = Helm.Text(UnitValues.Memory(unit)), [resource] = devices },
            // Memory as much as requested: a pod that takes more must not cost its neighbours theirs.
            Limits = { ["memory"] = Helm.Text(UnitValues.Memory(unit)), [resource] = devices },
        };

        // Collectives between the devices of a host pass through shared memory; Docker's 64 MiB are too few.
        pod.Volumes.Add(new() { Name = SharedMemory, EmptyDir = new() { Medium = "Memory", SizeLimit = $"{unit.Devices}Gi" } });
        container.VolumeMounts.Add(new() { Name = SharedMemory, MountPath = "/dev/shm" });
    }
}

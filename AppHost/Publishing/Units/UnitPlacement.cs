using Aspire.Hosting.Kubernetes.Resources;
using Fleet;

namespace AppHost.Publishing.Units;

/// <summary>Where pods that use a unit's devices go: its workers and its compile Jobs alike, for programs fit only the devices they were compiled on.</summary>
internal static class UnitPlacement
{
    /// <summary>The scheduler of the Neuron chart, which picks devices that are connected.</summary>
    public const string NeuronScheduler = "my-scheduler";

    public static void Place(PodSpecV1 pod, Unit unit)
    {
        pod.NodeSelector["karpenter.sh/nodepool"] = unit.NodePool;
        if (NeedsItsInstance(unit))
            pod.NodeSelector["node.kubernetes.io/instance-type"] = unit.Instance.Name;
        pod.Tolerations.Add(new() { Key = unit.Accelerator.KubernetesResource, Operator = "Exists", Effect = "NoSchedule" });
        if (IsPartialNeuron(unit))
            pod.SchedulerName = NeuronScheduler;
    }

    /// <summary>Some of an instance's Neuron devices: which ones, only their own scheduler knows to choose. A whole node needs no choice.</summary>
    private static bool IsPartialNeuron(Unit unit) =>
        unit.Accelerator.Family == AcceleratorFamily.Neuron && unit.Devices < unit.Instance.Devices;

    /// <summary>
    /// Several devices lie on the machine that the unit was planned for, side by side: a part of its ring or torus on Neuron, on
    /// GPUs a machine whose price and figures are those of the fleet file. And some instances' devices have memory of another size.
    /// </summary>
    private static bool NeedsItsInstance(Unit unit) => unit.Devices > 1 || unit.Instance.MemoryPerDevice is not null;
}

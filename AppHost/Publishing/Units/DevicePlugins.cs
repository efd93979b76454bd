using Aspire.Hosting.Kubernetes.Resources;
using Fleet;

namespace AppHost.Publishing.Units;

/// <summary>Where the images hold the PJRT plugin of each family of accelerators.</summary>
internal static class DevicePlugins
{
    private const string Folder = "/opt/inference/plugins";

    /// <summary>Names it in the pod itself: which compiler's programs are looked for must not change under a pod that is there.</summary>
    public static void Name(PodSpecV1 pod, Unit unit)
    {
        foreach (var container in pod.Containers)
            container.Env.Add(new() { Name = "Device__Plugin", Value = PathOf(unit.Accelerator.Family) });
    }

    private static string PathOf(AcceleratorFamily family) => family switch
    {
        AcceleratorFamily.Neuron => $"{Folder}/libneuronpjrt.so",
        AcceleratorFamily.Cuda => $"{Folder}/xla_cuda_plugin.so",
        _ => throw new NotSupportedException($"No plugin is known for {family}."),
    };
}

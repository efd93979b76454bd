using Fleet;

namespace AppHost.Publishing.Units;

/// <summary>Where the images hold the PJRT plugin of each family of accelerators.</summary>
internal static class DevicePlugins
{
    private const string Folder = "/opt/inference/plugins";

    public static string PathOf(AcceleratorFamily family) => family switch
    {
        AcceleratorFamily.Neuron => $"{Folder}/libneuronpjrt.so",
        AcceleratorFamily.Cuda => $"{Folder}/xla_cuda_plugin.so",
        _ => throw new NotSupportedException($"No plugin is known for {family}."),
    };
}

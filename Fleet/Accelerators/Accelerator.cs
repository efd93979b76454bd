namespace Fleet;

/// <summary>Who makes the device, and so which worker host and which plugin serve it.</summary>
public enum AcceleratorFamily
{
    /// <summary>AWS Inferentia and Trainium, by <c>libneuronpjrt.so</c>.</summary>
    Neuron,

    /// <summary>NVIDIA GPUs, by <c>xla_cuda_plugin.so</c>.</summary>
    Cuda,
}

/// <summary>A kind of accelerator: what a unit's <c>accelerator</c> in <c>fleet.json</c> names.</summary>
/// <param name="Name">As in <c>fleet.json</c>: <c>trainium</c>.</param>
/// <param name="DeviceKind">What the PJRT plugin, and so the emulated device, calls it: <c>trn1</c>.</param>
/// <param name="Family">Neuron or CUDA.</param>
/// <param name="CoresPerDevice">PJRT devices in one device: NeuronCores, or 1 for a GPU.</param>
/// <param name="MemoryPerDevice">Bytes of device memory.</param>
/// <param name="NodePool">The Karpenter node pool that units go to unless they name another.</param>
/// <param name="Instances">The instance types that carry it.</param>
public sealed record Accelerator(
    string Name,
    string DeviceKind,
    AcceleratorFamily Family,
    int CoresPerDevice,
    long MemoryPerDevice,
    string NodePool,
    IReadOnlyList<InstanceType> Instances)
{
    /// <summary>The extended resource by which Kubernetes counts these devices.</summary>
    public string KubernetesResource => Family == AcceleratorFamily.Neuron ? "aws.amazon.com/neuron" : "nvidia.com/gpu";

    /// <summary>Whether a PJRT plugin that calls its platform so drives devices of this family; XLA has called CUDA's both.</summary>
    public bool IsPlatform(string platform) => Family == AcceleratorFamily.Neuron
        ? platform.Equals("neuron", StringComparison.OrdinalIgnoreCase)
        : platform.Equals("cuda", StringComparison.OrdinalIgnoreCase) || platform.Equals("gpu", StringComparison.OrdinalIgnoreCase);

    /// <summary>Finds an instance type by name.</summary>
    public InstanceType? Instance(string name) => Instances.FirstOrDefault(instance => instance.Name == name);
}

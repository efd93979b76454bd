using Fleet;

namespace AppHost.Devices;

/// <summary>Which worker host serves a unit.</summary>
internal static class WorkerResource
{
    /// <summary>How long a worker may take to end: its drain, then its last answers. The gateway gets as much, for what a worker still draws passes through it.</summary>
    public const string ShutdownSeconds = "130";

    /// <summary>Adds a worker of the unit: the Neuron host for AWS accelerators, the CUDA host for NVIDIA's.</summary>
    public static IResourceBuilder<ProjectResource> AddWorker(this IDistributedApplicationBuilder builder, Unit unit, string name) =>
        unit.Accelerator.Family switch
        {
            // Without a launch profile: several workers share a host, and a profile has one port.
            AcceleratorFamily.Neuron => builder.AddProject<Projects.ModelWorker_Neuron>(name, launchProfileName: null),
            AcceleratorFamily.Cuda => builder.AddProject<Projects.ModelWorker_Cuda>(name, launchProfileName: null),
            var family => throw new NotSupportedException($"Unit '{unit.Name}' is on {family}, for which there is no worker host."),
        };
}

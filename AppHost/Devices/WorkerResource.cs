using Fleet;

namespace AppHost.Devices;

/// <summary>Which worker host serves a unit.</summary>
internal static class WorkerResource
{
    /// <summary>How long a worker may take to end: its drain, then its last answers. The gateway gets as much, for what a worker still draws passes through it.</summary>
    public const string ShutdownSeconds = "130";

    /// <summary>Where a worker listens in its pod.</summary>
    public const int PortInPod = 8000;

    /// <summary>The names of a unit's workers: one for each local replica; one in all where a cluster has the replicas.</summary>
    public static IEnumerable<string> WorkersOf(this IDistributedApplicationBuilder builder, Unit unit) =>
        builder.ExecutionContext.IsPublishMode ? [unit.Name] : WorkerNames.For(unit);

    /// <summary>Where a worker listens: on any free port here, on a known one in its pod.</summary>
    public static IResourceBuilder<ProjectResource> WithWorkerEndpoint(this IResourceBuilder<ProjectResource> worker) =>
        worker.WithHttpEndpoint(targetPort: worker.ApplicationBuilder.ExecutionContext.IsPublishMode ? PortInPod : null);

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

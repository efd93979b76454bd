using Inference.Pipelines;
using ModelWorker.Devices;

namespace ModelWorker.Pipelines;

/// <summary>Flux on the unit's devices.</summary>
internal sealed class FluxPipelineFactory(WorkerDevices devices) : IPipelineFactory
{
    public Task<IImagePipeline> LoadAsync(CancellationToken cancellation)
    {
        devices.Connect();
        throw new NotSupportedException("The Flux pipeline is not built yet.");
    }
}

using Compiler.Units;
using Fleet;
using Inference.Artifacts;
using Inference.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using ModelWorker.Devices;
using Pjrt;

namespace ModelWorker.Pipelines;

/// <summary>Flux on the unit's devices, its programs from the artifact store.</summary>
internal sealed partial class FluxPipelineFactory(
    WorkerDevices devices, WorkerUnit unit, IConfiguration configuration, TimeProvider time, ILogger<FluxPipelineFactory> logger) : IPipelineFactory
{
    public async Task<IImagePipeline> LoadAsync(CancellationToken cancellation)
    {
        if (UnitPipeline.WhyNot(unit.Definition) is { } problem)
            throw new InvalidOperationException($"Unit {unit.Definition.Name} cannot be served: {problem}");
        var options = UnitPipeline.Options(unit.Definition, unit.Definition.Sizes);
        // On hardware this may take as long as everything else.
        var client = await Task.Run(devices.Connect, cancellation).ConfigureAwait(false);
        Log.Connected(logger, client.Devices.Count, client.Devices[0].Kind, client.PlatformName, client.PlatformVersion);
        var pipeline = await FluxPipeline.LoadAsync(options, client, Programs(client), cancellation).ConfigureAwait(false);
        foreach (var component in pipeline.Components)
            Log.Placed(logger, component.ToString());
        return pipeline;
    }

    private WarnedSource Programs(PjrtClient client)
    {
        var store = new ArtifactStore(FleetPaths.Artifacts(configuration["Artifacts:Path"]), time);
        var target = ArtifactTarget.Of(devices.Plugin, client, devices.Settings, UnitEnvironment.CompilerFlags(devices.Settings));
        // Published workers are many and start often: one that compiled would hold its node's devices for hours.
        var required = configuration.GetValue<bool?>("Artifacts:Required") ?? Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST") is not null;
        StoredSource Source(MissingArtifact missing) => new(store, unit.Model.Name, unit.Definition.Accelerator.Name, client, target, missing, time);
        return new WarnedSource(Source(MissingArtifact.Fail), required ? null : Source(MissingArtifact.Compile), logger);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Count} devices of kind {Kind}, platform {Platform} ({Version}).")]
        public static partial void Connected(ILogger logger, int count, string kind, string platform, string version);

        [LoggerMessage(2, LogLevel.Information, "{Component}")]
        public static partial void Placed(ILogger logger, string component);
    }
}

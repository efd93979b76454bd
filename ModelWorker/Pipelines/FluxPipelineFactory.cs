using Compiler.Units;
using Fleet;
using Inference.Artifacts;
using Inference.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using ModelWorker.Devices;
using ModelWorker.Readiness;
using Pjrt;

namespace ModelWorker.Pipelines;

/// <summary>Flux on the unit's devices, its programs from the artifact store.</summary>
internal sealed partial class FluxPipelineFactory(
    WorkerDevices devices, WorkerUnit unit, WorkerState state, IConfiguration configuration, TimeProvider time, ILogger<FluxPipelineFactory> logger) : IPipelineFactory
{
    private const string Loading = "The model is being loaded onto the devices.";

    public async Task<IImagePipeline> LoadAsync(CancellationToken cancellation)
    {
        if (UnitPipeline.WhyNot(unit.Definition) is { } problem)
            throw new InvalidOperationException($"Unit {unit.Definition.Name} cannot be served: {problem}");
        var options = UnitPipeline.Options(unit.Definition, unit.Definition.Sizes);
        state.Starting("The devices are being opened.");
        // On hardware this may take as long as everything else.
        var client = await Task.Run(devices.Connect, cancellation).ConfigureAwait(false);
        state.Starting(Loading);
        Log.Connected(logger, client.Devices.Count, client.Devices[0].Kind, client.PlatformName, client.PlatformVersion);
        var pipeline = await FluxPipeline.LoadAsync(options, client, Programs(client), cancellation).ConfigureAwait(false);
        foreach (var component in pipeline.Components)
            Log.Placed(logger, component.ToString());
        return pipeline;
    }

    /// <summary>
    /// Executables from the store. One that is missing there is compiled and stored with a warning, for the compile job should have
    /// done it; where artifacts are required it is refused, naming the key.
    /// </summary>
    private StoredSource Programs(PjrtClient client)
    {
        var store = new ArtifactStore(FleetPaths.Artifacts(configuration["Artifacts:Path"]), time);
        var target = ArtifactTarget.Of(devices.Plugin, client, devices.Settings, UnitEnvironment.CompilerFlags(devices.Settings));
        // Published workers are many and start often: one that compiled would hold its node's devices for hours.
        var required = configuration.GetValue<bool?>("Artifacts:Required") ?? Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST") is not null;
        var missing = required ? MissingArtifact.Fail : MissingArtifact.Compile;
        return new StoredSource(store, unit.Model.Name, unit.Definition.Accelerator.Name, client, target, missing, time, (program, address) =>
        {
            Log.Compiling(logger, program.Component, program.Stage, address.Key.ToString());
            state.Starting($"{program.Component} '{program.Stage}' is being compiled here: the artifact store has not got it, for the compile job has not finished or not run.");
        }, onCompiled: () => state.Starting(Loading));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Count} devices of kind {Kind}, platform {Platform} ({Version}).")]
        public static partial void Connected(ILogger logger, int count, string kind, string platform, string version);

        [LoggerMessage(2, LogLevel.Information, "{Component}")]
        public static partial void Placed(ILogger logger, string component);

        [LoggerMessage(3, LogLevel.Warning, "{Component} '{Stage}' cannot be had from the artifact store (key {Key}): compiling it here. Run the compile job before workers start.")]
        public static partial void Compiling(ILogger logger, string component, string stage, string key);
    }
}

using Compiler.Units;
using Fleet;
using Inference.Artifacts;
using Inference.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using ModelWorker.Devices;
using ModelWorker.Errors;
using ModelWorker.Readiness;
using Pjrt;

namespace ModelWorker.Pipelines;

/// <summary>The model on the unit's devices, its programs from the artifact store.</summary>
internal sealed partial class UnitPipelineFactory(
    WorkerDevices devices, WorkerUnit unit, WorkerState state, ModelFetch fetch, ArtifactWait wait, LaterSizes later, IConfiguration configuration, TimeProvider time,
    ILogger<UnitPipelineFactory> logger) : IPipelineFactory
{
    private const string Loading = "The model is being loaded onto the devices.";

    /// <summary>
    /// Published workers are many and start often: one that compiled would hold its node's devices for hours. So in a cluster all
    /// comes from the store, and is waited for.
    /// </summary>
    private bool ArtifactsRequired =>
        configuration.GetValue<bool?>("Artifacts:Required") ?? Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST") is not null;

    public async Task<IImagePipeline> LoadAsync(CancellationToken cancellation)
    {
        var required = ArtifactsRequired;
        await fetch.RunAsync(cancellation).ConfigureAwait(false);
        if ((required ? UnitPipeline.WhyNever(unit.Definition) : UnitPipeline.WhyNot(unit.Definition)) is { } problem)
            throw new InvalidOperationException($"Unit {unit.Definition.Name} cannot be served: {problem}");
        state.Starting("The devices are being opened.");
        // On hardware this may take as long as everything else.
        var client = await Task.Run(devices.Connect, cancellation).ConfigureAwait(false);
        Log.Connected(logger, client.Devices.Count, client.Devices[0].Kind, client.PlatformName, client.PlatformVersion);
        var programs = Programs(client, required ? MissingArtifact.Fail : MissingArtifact.Compile);
        var pipeline = required
            ? await LoadFromStoreAsync(client, programs, cancellation).ConfigureAwait(false)
            : await LoadAsync(client, programs, cancellation).ConfigureAwait(false);
        foreach (var component in pipeline.Components)
            Log.Placed(logger, component.ToString());
        return pipeline;
    }

    private async Task<ISizedPipeline> LoadFromStoreAsync(PjrtClient client, StoredSource programs, CancellationToken cancellation)
    {
        while (true)
        {
            LeaveOutAllBut(await wait.UntilServableAsync(programs, cancellation).ConfigureAwait(false));
            try
            {
                var pipeline = await LoadAsync(client, programs, cancellation).ConfigureAwait(false);
                later.Begin(pipeline, programs);
                return pipeline;
            }
            catch (ArtifactMissingException missing)
            {
                // There, but altered, or refused by the plugin: another attempt to compile it may come.
                await wait.AgainAsync(missing.FirstLine(), cancellation).ConfigureAwait(false);
            }
        }
    }

    private Task<ISizedPipeline> LoadAsync(PjrtClient client, StoredSource programs, CancellationToken cancellation)
    {
        state.Starting(Loading);
        return UnitPipeline.LoadAsync(unit.Definition, unit.Sizes, client, programs, cancellation);
    }

    /// <summary>
    /// A size whose programs are not all in the store is left out, and the gateway told: the others are served meanwhile.
    /// </summary>
    private void LeaveOutAllBut(IReadOnlyList<ImageSize> compiled)
    {
        if (compiled.Count == unit.Definition.Sizes.Count)
            return;
        unit.ServeOnly(compiled);
        Log.LeftOut(logger, string.Join(", ", unit.Definition.Sizes.Except(compiled)));
    }

    /// <summary>
    /// Executables from the store. One that is missing there is compiled and stored with a warning, for the compile job should have
    /// done it; where artifacts are required it is refused.
    /// </summary>
    private StoredSource Programs(PjrtClient client, MissingArtifact missing)
    {
        var store = new ArtifactStore(FleetPaths.Artifacts(configuration["Artifacts:Path"]), time);
        var target = ArtifactTarget.Of(devices.Plugin, client, devices.Settings, UnitEnvironment.CompilerFlags(devices.Settings));
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

        [LoggerMessage(4, LogLevel.Warning, "Not served: {Sizes}. The artifact store has not got all their programs yet; when it has, they are served too.")]
        public static partial void LeftOut(ILogger logger, string sizes);
    }
}

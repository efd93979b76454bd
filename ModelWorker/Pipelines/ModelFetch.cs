using Compiler.Models;
using Fleet;
using Inference.Checkpoints.Hub;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using ModelWorker.Readiness;

namespace ModelWorker.Pipelines;

/// <summary>
/// Finds a checkpoint of the Hub: in the store, where the compile job put it; else on this machine's disk, where it is fetched
/// to if need be. Readiness says how far that has come.
/// </summary>
internal sealed partial class ModelFetch(WorkerUnit unit, WorkerState state, IConfiguration configuration, TimeProvider time, ILogger<ModelFetch> logger)
{
    /// <exception cref="IOException">It is nowhere and cannot be fetched; the message says why.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var model = unit.Model;
        if (ModelSupport.WhyNever(model) is not null || !HubAddress.TryParse(model.Path, out var address))
            return;
        var stored = ModelPlaces.InStore(address);
        if (ModelPlaces.HasWhole(stored))
        {
            unit.ModelLies(stored);
            Log.Found(logger, model.Path, stored);
            return;
        }

        using var hub = new HubModels(HubSettings.From(name => configuration[name]), time);
        var snapshot = await hub.FetchAsync(address, new Told(state), cancellation).ConfigureAwait(false);
        unit.ModelLies(snapshot.Folder);
        Log.Found(logger, model.Path, snapshot.Folder);
    }

    private sealed class Told(WorkerState state) : IProgress<HubProgress>
    {
        public void Report(HubProgress value) => state.Starting(value.ToString());
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Address} is in {Folder}.")]
        public static partial void Found(ILogger logger, string address, string folder);
    }
}

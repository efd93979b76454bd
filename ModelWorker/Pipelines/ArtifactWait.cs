using Compiler.Units;
using Fleet;
using Inference.Artifacts;
using Inference.Pipelines;
using Microsoft.Extensions.Logging;
using ModelWorker.Errors;
using ModelWorker.Readiness;

namespace ModelWorker.Pipelines;

/// <summary>
/// Waits until the store has the model and every compiled program of one of the unit's sizes: in a cluster a worker never compiles, for it would
/// hold its devices for hours. Readiness names the first that is missing meanwhile.
/// </summary>
internal sealed partial class ArtifactWait(WorkerUnit unit, WorkerState state, TimeProvider time, ILogger<ArtifactWait> logger)
{
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private string _last = "";

    /// <summary>Whether the store has every program of a size, as far as a look at its manifests tells.</summary>
    public bool IsCompiled(StoredSource programs, ImageSize size) =>
        FluxPipeline.Programs(UnitPipeline.Options(unit.Definition, [size])).All(programs.Has);

    /// <summary>Ends when the store has everything for a size at least.</summary>
    public async Task UntilServableAsync(StoredSource programs, CancellationToken cancellation)
    {
        while (Missing(programs) is { } missing)
            await AgainAsync(missing, cancellation).ConfigureAwait(false);
    }

    /// <summary>Says what is missing, and waits a little.</summary>
    public Task AgainAsync(string missing, CancellationToken cancellation)
    {
        state.Starting($"{missing} The worker looks again every {Pause.TotalSeconds:0} s.");
        if (missing != _last)
            Log.Waiting(logger, missing);
        _last = missing;
        return Task.Delay(Pause, time, cancellation);
    }

    private string? Missing(StoredSource programs)
    {
        var definition = unit.Definition;
        try
        {
            if (UnitPipeline.WhyNot(definition) is { } problem)
                return $"{unit.Name} waits for its model: {problem}";
            if (definition.Sizes.Any(size => IsCompiled(programs, size)))
                return null;
            var all = FluxPipeline.Programs(UnitPipeline.Options(definition, definition.Sizes)).ToList();
            var missing = all.Where(program => !programs.Has(program)).ToList();
            return missing.Count == 0 ? null
                : $"{unit.Name} waits for {missing.Count} of its {all.Count} compiled programs, the first being {missing[0].Component} '{missing[0].Stage}', "
                + $"key {programs.AddressOf(missing[0]).Key}. The compile job of this unit puts them into the store.";
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            // A model that is being copied, or a store that is not mounted yet.
            return $"{unit.Name} cannot read the store: {exception.FirstLine()}";
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Missing}")]
        public static partial void Waiting(ILogger logger, string missing);
    }
}

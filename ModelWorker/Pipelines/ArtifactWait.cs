using Compiler.Units;
using Fleet;
using Inference.Artifacts;
using Inference.Programs;
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

    /// <summary>The sizes that the store has every program for, as far as a look at its manifests tells: one at least, waited for.</summary>
    public async Task<IReadOnlyList<ImageSize>> UntilServableAsync(StoredSource programs, CancellationToken cancellation)
    {
        while (true)
        {
            var (compiled, missing) = Look(programs);
            if (compiled.Count > 0)
                return compiled;
            await AgainAsync(missing, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The sizes that the store has every program for now.</summary>
    public IReadOnlyList<ImageSize> Compiled(StoredSource programs) => Look(programs).Compiled;

    /// <summary>Says what is missing, and waits a little.</summary>
    public Task AgainAsync(string missing, CancellationToken cancellation)
    {
        state.Starting($"{missing} The worker looks again every {Pause.TotalSeconds:0} s.");
        if (missing != _last)
            Log.Waiting(logger, missing);
        _last = missing;
        return Task.Delay(Pause, time, cancellation);
    }

    /// <summary>The sizes that can be served now, or what is missing for the first of them.</summary>
    private (IReadOnlyList<ImageSize> Compiled, string Missing) Look(StoredSource programs)
    {
        var definition = unit.Definition;
        try
        {
            if (UnitPipeline.WhyNot(definition) is { } problem)
                return ([], $"{unit.Name} waits for its model: {problem}");
            // Sizes share most of their programs, and a look at the store is a request to it.
            var stored = new Dictionary<ArtifactAddress, bool>();
            bool Has(StageProgram program) => programs.AddressOf(program) is var address && stored.TryGetValue(address, out var has) ? has : stored[address] = programs.Has(program);
            var sizes = definition.Sizes.Select(size => (Size: size, Missing: UnitPipeline.Programs(definition, [size]).Where(program => !Has(program)).ToList())).ToList();
            var missing = sizes[0].Missing;
            return ([.. sizes.Where(size => size.Missing.Count == 0).Select(size => size.Size)], missing.Count == 0 ? ""
                : $"{unit.Name} waits for {missing.Count} compiled programs, the first being {missing[0].Component} '{missing[0].Stage}' of {sizes[0].Size}, "
                + $"key {programs.AddressOf(missing[0]).Key}. The compile job of this unit puts them into the store.");
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            // A model that is being copied, or a store that is not mounted yet.
            return ([], $"{unit.Name} cannot read the store: {exception.FirstLine()}");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Missing}")]
        public static partial void Waiting(ILogger logger, string missing);
    }
}

using System.Globalization;

namespace Fleet;

/// <summary>What keeps a fleet from running on the machine at hand, though it may well be published.</summary>
public static class LocalRun
{
    private const string Publishing = "Its chart can be published (aspire publish), but the unit's compile Jobs end with the same words.";

    /// <param name="fleet">The fleet that is to run here.</param>
    /// <param name="source">Its file, for messages.</param>
    /// <param name="memory">Bytes of memory that emulated devices may take; null: what this machine has.</param>
    /// <exception cref="FleetException">Something keeps it from running: each thing, with its JSON path.</exception>
    public static void Require(FleetDefinition fleet, string source, long? memory = null)
    {
        var bytes = memory ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var problems = fleet.Models.SelectMany(Problems).Concat(fleet.Models.Select(model => TooLarge(model, bytes)).OfType<FleetProblem>()).ToArray();
        if (problems.Length > 0)
            throw new FleetException(source, problems);
    }

    /// <summary>Said before hours are spent on fetching it.</summary>
    private static FleetProblem? TooLarge(Model model, long memory) => FleetPaths.IsRemote(model.Path) && model.Bytes > memory
        ? new FleetProblem($"$.models.{model.Name}.bytes", string.Create(CultureInfo.InvariantCulture,
            $"{model.Name} cannot run here: its checkpoint has {model.Bytes / 1e9:0.0} GB, and this machine, whose memory emulated devices use, {memory / 1e9:0.0} GB. Its chart can be published (aspire publish)."))
        : null;

    private static IEnumerable<FleetProblem> Problems(Model model) => ModelSupport.Missing(model)
        .Select(missing => new FleetProblem($"$.models.{model.Name}.{missing.Member}", $"{model.Name} cannot run: {missing.Reason} {Publishing}"));
}

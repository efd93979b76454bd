namespace Fleet;

/// <summary>What keeps a fleet from running on the machine at hand, though it may well be published.</summary>
public static class LocalRun
{
    private const string Publishing = "Its chart can be published (aspire publish), but the unit's compile Jobs end with the same words.";

    /// <exception cref="FleetException">Something keeps it from running: each thing, with its JSON path.</exception>
    public static void Require(FleetDefinition fleet, string source)
    {
        var problems = fleet.Models.SelectMany(Problems).ToArray();
        if (problems.Length > 0)
            throw new FleetException(source, problems);
    }

    private static IEnumerable<FleetProblem> Problems(Model model) => ModelSupport.Missing(model)
        .Select(missing => new FleetProblem($"$.models.{model.Name}.{missing.Member}", $"{model.Name} cannot run: {missing.Reason} {Publishing}"));
}

namespace Fleet;

/// <summary>What keeps a fleet from running on the machine at hand, though it may well be published.</summary>
public static class LocalRun
{
    private const string Publishing = "Publishing this fleet works: aspire publish.";

    /// <exception cref="FleetException">Something keeps it from running: each thing, with its JSON path.</exception>
    public static void Require(FleetDefinition fleet, string source)
    {
        var problems = fleet.Models.SelectMany(Problems).ToArray();
        if (problems.Length > 0)
            throw new FleetException(source, problems);
    }

    private static IEnumerable<FleetProblem> Problems(Model model)
    {
        if (Architectures.Find(model.Architecture) is { IsComputed: false })
            yield return new FleetProblem($"$.models.{model.Name}.architecture", $"{model.Name} cannot run here: no worker computes {model.Architecture} yet, only {string.Join(" and ", Architectures.Computed)}. {Publishing}");
        if (FleetPaths.IsRemote(model.Path))
            yield return new FleetProblem($"$.models.{model.Name}.path", $"{model.Name} cannot run here: {model.Path} is fetched by a cluster's compile Job. To run it here, download it and let 'path' name the folder. {Publishing}");
    }
}

namespace Fleet;

/// <summary>
/// Finds what is well written in a fleet file but cannot be had, would not run, or would cost more than it gives. It runs
/// at load, over the units that were read without a problem.
/// </summary>
internal static class FleetLint
{
    private static readonly Func<Unit, UnitFinding?>[] Rules =
    [
        KubernetesResourceRule.Check,
        NeuronAllocationRule.Check,
        HeadsRule.Check,
        MemoryRule.Check,
        IdleDevicesRule.Check,
        NodePoolNameRule.Check,
        CapacityRule.Check,
    ];

    public static void Check(IReadOnlyList<Model> models, IReadOnlyList<Unit> units, List<FleetProblem> problems)
    {
        var soundModels = models.Where(model => IsSound($"$.models.{model.Name}", problems)).ToArray();
        var sound = units.Where(unit => soundModels.Contains(unit.Model) && IsSound($"$.units.{unit.Name}", problems)).ToArray();
        foreach (var model in soundModels)
        {
            if ((ModelPathRule.Check(model) ?? ModelSizesRule.Check(model)) is { } finding)
                problems.Add(finding);
        }

        foreach (var unit in sound)
        {
            // One cause, one problem: the first rule that finds something says the most.
            if (Rules.Select(rule => rule(unit)).FirstOrDefault(finding => finding is not null) is { } finding)
                problems.Add(new FleetProblem($"$.units.{unit.Name}.{finding.Member}", finding.Message));
        }

        problems.AddRange(SharedNodePoolRule.Check(sound));
    }

    private static bool IsSound(string path, List<FleetProblem> problems) => !problems.Any(problem =>
        problem.Path == path || problem.Path.StartsWith(path + ".", StringComparison.Ordinal) || problem.Path.StartsWith(path + "[", StringComparison.Ordinal));
}

/// <summary>What a rule finds wrong with a unit: the member of its JSON, and what is given, what is allowed and what would do.</summary>
internal sealed record UnitFinding(string Member, string Message);

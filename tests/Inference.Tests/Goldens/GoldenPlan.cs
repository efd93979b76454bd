namespace Inference.Tests.Goldens;

/// <summary>Which tests the cases give: one per case and tensor-parallel degree.</summary>
internal static class GoldenPlan
{
    private static readonly IReadOnlyDictionary<string, IGoldenRunner> Runners = typeof(IGoldenRunner).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(IGoldenRunner)))
        .Select(type => (IGoldenRunner)Activator.CreateInstance(type)!)
        .SelectMany(runner => runner.Kinds.Select(kind => (kind, runner)))
        .ToDictionary(r => r.kind, r => r.runner);

    /// <summary>
    /// Cases that ask for something not built yet. The shared folder holds many for later work, so there they are listed
    /// apart; in a folder that GOLDENS_DIR names every case is asked for, and each shows among the others, skipped.
    /// </summary>
    private static bool ListsPendingApart => GoldenFolder.Current == GoldenFolder.Default;

    public static IGoldenRunner Runner(string kind) => Runners[kind];

    /// <summary>Why a case cannot be run yet, or null: what its runner says, or what the model refuses of its configuration.</summary>
    public static string? SkipReason(GoldenCase golden)
    {
        if (!Runners.TryGetValue(golden.Kind, out var runner))
            return $"Cases of kind {golden.Kind} are not built yet.";
        try
        {
            return Ask(() => runner.SkipReason(golden), null);
        }
        catch (NotSupportedException refused)
        {
            return refused.Message;
        }
    }

    /// <summary>A case that cannot be read fails in its own test, not in the discovery of all.</summary>
    private static T Ask<T>(Func<T> question, T otherwise)
    {
        try
        {
            return question();
        }
        catch (Exception unreadable) when (unreadable is not NotSupportedException)
        {
            return otherwise;
        }
    }

    /// <summary>The cases that are due.</summary>
    public static IEnumerable<TheoryDataRow<string, int>> Due(bool otherPlugins = false, bool devicesOnly = false)
    {
        if (GoldenFolder.Missing is { } missing)
            return [new("none", 1) { Skip = missing }];
        return GoldenFolder.Cases().SelectMany(golden =>
        {
            if (SkipReason(golden) is { } reason)
                return ListsPendingApart ? [] : new[] { new TheoryDataRow<string, int>(golden.Name, 1) { Skip = reason } };
            var runner = Runners[golden.Kind];
            return devicesOnly && !runner.UsesDevices ? [] : Ask(() => runner.Degrees(golden), [1])
                .Where(degree => !otherPlugins || runner.RunsOnOtherPlugins(degree)).Select(degree => new TheoryDataRow<string, int>(golden.Name, degree));
        });
    }

    /// <summary>The cases of the shared folder that are not built yet, each with its reason.</summary>
    public static IEnumerable<TheoryDataRow<string, int>> Pending()
    {
        var pending = ListsPendingApart
            ? GoldenFolder.Cases().Select(golden => (golden, Reason: SkipReason(golden))).Where(p => p.Reason is not null)
                .Select(p => new TheoryDataRow<string, int>(p.golden.Name, 1) { Skip = p.Reason }).ToArray()
            : [];
        return pending.Length > 0 ? pending : [new("none", 1) { Skip = "No case is listed apart." }];
    }
}

using Fleet;
using Gateway.Decisions;
using Gateway.Units;

namespace Gateway.Reload;

/// <summary>Puts a fleet file into force that has changed: the whole of it, or, when anything is wrong, nothing.</summary>
internal sealed class FleetReload(FleetFile file, LiveFleet fleet, UnitFactory units, DecisionLog decisions, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly WatchedFile? _file = file.Path is { } path ? new WatchedFile(path) : null;

    /// <summary>Of the last reading.</summary>
    public ReloadState State { get; private set; } = new(file.Path is { } read ? [read] : [], time.GetUtcNow(), []);

    public void Look()
    {
        lock (_lock) LookAlone();
    }

    private void LookAlone()
    {
        foreach (var gone in fleet.Sweep())
            decisions.Add(new Decision(DecisionKind.Configuration, gone.Name, "removed", "it is not in the fleet file any more, and has finished what it had"));
        if (_file?.HasChanged() != true) return;
        try
        {
            Apply(FleetDefinition.Load(_file.Path, headsIn: CheckpointHeads.In));
        }
        catch (FleetException exception)
        {
            string[] problems = [.. exception.Problems.Select(problem => problem.ToString())];
            State = State with { Problems = problems };
            decisions.Add(new Decision(
                DecisionKind.Configuration, null, "the fleet file was refused",
                $"it has {(problems.Length == 1 ? "a problem" : $"{problems.Length} problems")}, the old one stays: {string.Join(' ', problems).TrimEnd('.')}", new { file = _file.Path, problems })
            { IsWarning = true });
        }
    }

    private void Apply(FleetDefinition next)
    {
        var before = fleet.Definition;
        var (added, removed) = fleet.Redefine(next, units.Create);
        State = new([_file!.Path], time.GetUtcNow(), []);
        string[] changed = [.. next.Units.Where(unit => !added.Contains(unit.Name) && before.Unit(unit.Name) is { } old && Differs(old, unit)).Select(unit => unit.Name)];
        decisions.Add(new Decision(
            DecisionKind.Configuration, null, "the fleet file was read again", $"it has changed: {Text("added", added)}{Text("removed", removed)}{Text("changed", changed)}{next.Units.Count} units",
            new { added, removed, changed }));
    }

    private static string Text(string what, IReadOnlyList<string> names) => names.Count == 0 ? "" : $"{what} {string.Join(", ", names)}; ";

    // Records with lists and maps in them, which are compared by what they are, and not by what they hold.
    private static bool Differs(Unit old, Unit next) =>
        old with { Model = next.Model, Sizes = next.Sizes, Capacity = next.Capacity } != next || !old.Sizes.SequenceEqual(next.Sizes)
        || old.Capacity.Count != next.Capacity.Count || old.Capacity.Any(figure => !next.Capacity.TryGetValue(figure.Key, out var other) || other != figure.Value);
}

/// <summary>Where the fleet is read from; null: it was given, and stays.</summary>
internal sealed record FleetFile(string? Path);

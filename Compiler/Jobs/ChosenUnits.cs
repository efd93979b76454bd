using Fleet;

namespace Compiler.Jobs;

/// <summary>What the job compiles: the whole fleet, one unit, or one size of it.</summary>
internal static class ChosenUnits
{
    /// <exception cref="InvalidOperationException">There is no such unit or size; the message says which there are.</exception>
    public static IReadOnlyList<Unit> In(FleetDefinition fleet, JobSettings settings)
    {
        if (!string.IsNullOrEmpty(settings.Unit))
        {
            var unit = fleet.WorkerUnit(settings.Unit);
            return [string.IsNullOrEmpty(settings.Size) ? unit : Only(unit, settings.Size)];
        }

        return string.IsNullOrEmpty(settings.Size) && string.IsNullOrEmpty(settings.Release)
            ? fleet.Units
            : throw new InvalidOperationException("--size and --release are for one unit: name it by --Worker:Unit.");
    }

    /// <summary>The unit as if it served one size; a text model has none to choose from.</summary>
    private static Unit Only(Unit unit, string size)
    {
        if (unit.Model.IsText)
            return unit;
        var chosen = unit.Sizes.Where(served => served.ToString() == size).ToList();
        return chosen.Count == 1
            ? unit with { Sizes = chosen }
            : throw new InvalidOperationException($"--size is '{size}'; {unit.Name} serves {string.Join(", ", unit.Sizes)}.");
    }
}

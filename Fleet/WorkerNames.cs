namespace Fleet;

/// <summary>Names of a unit's workers: the first has the unit's own, the next <c>-2</c> and so on.</summary>
public static class WorkerNames
{
    /// <summary>Names of the workers that run on a development machine.</summary>
    public static IReadOnlyList<string> For(Unit unit) => For(unit, unit.Replicas.Local);

    /// <summary>Names of the first <paramref name="replicas"/> workers.</summary>
    public static IReadOnlyList<string> For(Unit unit, int replicas) =>
        [.. Enumerable.Range(1, replicas).Select(number => Of(unit.Name, number))];

    internal static string Of(string unit, int number) => number == 1 ? unit : $"{unit}-{number}";
}

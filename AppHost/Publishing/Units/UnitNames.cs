using Fleet;

namespace AppHost.Publishing.Units;

/// <summary>How a unit's objects are called where others speak of them.</summary>
internal static class UnitNames
{
    /// <summary>As the publisher calls it.</summary>
    public static string Deployment(Unit unit) => $"{unit.Name}-deployment";

    /// <summary>What the compile Jobs of a unit are called as pods of the release: no Service sends them requests.</summary>
    public static string CompileComponent(Unit unit) => $"{unit.Name}-compile";

    /// <summary>A compile Job, without the part that helm adds.</summary>
    public static string CompileJob(Unit unit, string size) => $"{CompileComponent(unit)}-{size}";
}

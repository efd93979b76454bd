using Frontend.Pictures;

namespace Frontend.Fleet;

/// <summary>The gateway's answer to <c>GET /fleet</c>.</summary>
/// <param name="Mode">How weights are made now: cost, capacity, static or cheapest.</param>
/// <param name="Requests">Answers since the gateway started.</param>
public sealed record FleetSnapshot(string Mode, long Requests, IReadOnlyList<FleetUnit> Units)
{
    /// <summary>The modes that can be chosen.</summary>
    public IReadOnlyList<string> Modes { get; init; } = [];

    /// <summary>The mode that was asked for; another than <see cref="Mode"/> while a unit is short.</summary>
    public string? ChosenMode { get; init; }

    /// <summary>When the chosen mode is back, should nothing else happen; null when it is there, or a unit is still short.</summary>
    public double? ReturnsInSeconds { get; init; }

    /// <summary>Whether who asked may change the fleet.</summary>
    public bool MayManage { get; init; }

    /// <summary>So many answers are measured before their mean replaces the fleet file's figure; 0: it never does.</summary>
    public int SampleFloor { get; init; }

    public FleetCost? Cost { get; init; }

    /// <summary>Gateways that answer as one; loads and costs are of all of them.</summary>
    public int Replicas { get; init; } = 1;

    public FleetConfiguration? Configuration { get; init; }

    /// <summary>The sizes of all units, smallest picture first.</summary>
    public IReadOnlyList<string> Sizes =>
        [.. Units.SelectMany(unit => unit.Sizes).Select(size => size.Size).Distinct().OrderBy(size => PictureSize.TryParse(size)?.Pixels)];

    public FleetUnit? Find(string? name) => Units.FirstOrDefault(unit => unit.Name == name);

    /// <summary>Which of the units' colours is its own.</summary>
    public int ColourOf(string unit) => Math.Max(0, Units.ToList().FindIndex(known => known.Name == unit)) % 6;
}

/// <summary>Files that the gateway reads again when they change.</summary>
public sealed record FleetConfiguration(ConfigurationFiles Fleet, ConfigurationFiles Settings);

/// <param name="Problems">What is wrong with what is there now, and why the old one is in force; none: what is there is in force.</param>
public sealed record ConfigurationFiles(IReadOnlyList<string> Files, IReadOnlyList<string> Problems);

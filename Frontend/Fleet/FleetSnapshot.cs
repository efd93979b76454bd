using Frontend.Pictures;

namespace Frontend.Fleet;

/// <summary>The gateway's answer to <c>GET /fleet</c>. What it may leave out is nullable.</summary>
/// <param name="Mode">How weights are made: cost, capacity, static or cheapest.</param>
public sealed record FleetSnapshot(string Mode, IReadOnlyList<FleetUnit> Units)
{
    public FleetUnit? Find(string? name) => Units.FirstOrDefault(unit => unit.Name == name);

    /// <summary>The sizes of all units, smallest picture first.</summary>
    public IReadOnlyList<string> Sizes =>
        [.. Units.SelectMany(unit => unit.Sizes).Select(size => size.Size).Distinct().OrderBy(size => PictureSize.TryParse(size)?.Pixels)];
}

/// <summary>One unit: a model on one kind of accelerator.</summary>
/// <param name="State">ready, starting, drained, short or failed.</param>
/// <param name="Emulated">Whether the devices are emulated; null when no worker has said yet.</param>
/// <param name="UsdPerHour">Price of one replica.</param>
public sealed record FleetUnit(
    string Name, string Model, string Accelerator, string State, IReadOnlyList<FleetSize> Sizes,
    string? Instance = null, int? Devices = null, bool? Emulated = null, double? UsdPerHour = null,
    IReadOnlyList<FleetWorker>? Workers = null)
{
    public bool IsReady => State == "ready";

    /// <summary>Requests answered since the gateway started.</summary>
    public long Served => Sizes.Sum(size => size.Served ?? 0);
}

/// <summary>One worker process of a unit.</summary>
public sealed record FleetWorker(string Name, string State);

/// <summary>A unit's figures for one picture size.</summary>
/// <param name="Weight">Unrounded share of this size's traffic, 0 to 1.</param>
/// <param name="Assumed">The figures were not measured, but assumed or interpolated.</param>
/// <param name="Served">Requests answered since the gateway started.</param>
public sealed record FleetSize(
    string Size, double Weight, double? LatencySeconds = null, double? PerMinute = null, bool? Assumed = null,
    double? UsdPerThousand = null, long? Served = null);

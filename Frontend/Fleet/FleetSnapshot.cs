using Frontend.Pictures;

namespace Frontend.Fleet;

/// <summary>The gateway's answer to <c>GET /fleet</c>.</summary>
/// <param name="Mode">How weights are made: cost, capacity or static.</param>
/// <param name="Requests">Answers since the gateway started.</param>
public sealed record FleetSnapshot(string Mode, long Requests, IReadOnlyList<FleetUnit> Units)
{
    /// <summary>The sizes of all units, smallest picture first.</summary>
    public IReadOnlyList<string> Sizes =>
        [.. Units.SelectMany(unit => unit.Sizes).Select(size => size.Size).Distinct().OrderBy(size => PictureSize.TryParse(size)?.Pixels)];

    public FleetUnit? Find(string? name) => Units.FirstOrDefault(unit => unit.Name == name);
}

/// <summary>One unit: a model on one kind of accelerator.</summary>
/// <param name="State">ready, starting, drained or failed.</param>
/// <param name="Reason">Why it is not ready; null when it is.</param>
/// <param name="Emulated">Whether the devices are emulated; null when no worker has said yet.</param>
/// <param name="Platform">What the devices are in truth, by the plugin's own name: cuda, neuron, cpu, emulated.</param>
/// <param name="Genuine">Whether they are the accelerator's own; null when no worker has said yet.</param>
/// <param name="PricePerHour">US dollars for one replica.</param>
/// <param name="Requests">Answers that routing gave it.</param>
/// <param name="Share">Its part of its model's answers, 0 to 1.</param>
public sealed record FleetUnit(
    string Name, string Model, string Accelerator, bool? Emulated, string State, string? Reason, string Instance, int Devices,
    double PricePerHour, long Requests, double Share, IReadOnlyList<FleetSize> Sizes, IReadOnlyList<FleetWorker> Workers,
    string? Platform = null, bool? Genuine = null)
{
    public bool IsReady => State == "ready";
}

/// <summary>One worker process of a unit.</summary>
public sealed record FleetWorker(string Name, string State);

/// <summary>A unit's figures for one picture size.</summary>
/// <param name="Weight">Unrounded share of this size's traffic, 0 to 1.</param>
/// <param name="LatencySeconds">By the fleet file.</param>
/// <param name="MeasuredLatencySeconds">Mean of the last answers; null before the first.</param>
/// <param name="PerMinute">Pictures that one replica makes, by the fleet file.</param>
/// <param name="Assumed">The fleet file's figures were not measured, but assumed or interpolated.</param>
/// <param name="CostPerThousand">US dollars for a thousand pictures, at full use.</param>
/// <param name="Share">Its part of this size's answers, 0 to 1.</param>
public sealed record FleetSize(
    string Size, double Weight, double LatencySeconds, double? MeasuredLatencySeconds, double PerMinute, bool Assumed,
    double CostPerThousand, long Requests, double Share);

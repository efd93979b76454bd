namespace Gateway.Management;

/// <summary>What <c>GET /fleet</c> answers.</summary>
/// <param name="Mode">How weights are computed.</param>
/// <param name="Modes">What <c>PUT /fleet/mode</c> takes.</param>
/// <param name="Requests">Answers since the start, pinned ones left out.</param>
/// <param name="Units">In the order of the fleet file.</param>
internal sealed record FleetView(string Mode, IReadOnlyList<string> Modes, long Requests, IReadOnlyList<UnitView> Units);

/// <summary>A unit now.</summary>
/// <param name="Platform">What its workers run on in truth, by the plugin's own name: cuda, neuron, cpu, emulated.</param>
/// <param name="DeviceKind">What the plugin calls its devices.</param>
/// <param name="Genuine">Whether they are the accelerator's own, neither emulated nor another's; null until a worker has said.</param>
/// <param name="Reason">Why it is not ready.</param>
/// <param name="PricePerHour">US dollars for one replica.</param>
/// <param name="CostPerThousand">US dollars for a thousand answers at its first size, at full use.</param>
/// <param name="Requests">Answers that routing gave it.</param>
/// <param name="Pinned">Answers to requests that named it.</param>
/// <param name="Share">Its part of its model's answers, pinned ones left out; 0 to 1.</param>
/// <param name="RequestsPerMinute">Arrived in the last minute.</param>
/// <param name="Load">How many replicas those keep busy.</param>
internal sealed record UnitView(
    string Name,
    string Model,
    string Accelerator,
    bool? Emulated,
    string? Platform,
    string? DeviceKind,
    bool? Genuine,
    string State,
    string? Reason,
    string Instance,
    int Devices,
    int Cores,
    int TensorParallel,
    double PricePerHour,
    double? CostPerThousand,
    long Requests,
    long Pinned,
    double Share,
    int Outstanding,
    int RequestsPerMinute,
    double Load,
    IReadOnlyList<SizeView> Sizes,
    IReadOnlyList<WorkerView> Workers);

/// <summary>A unit at one size, which is <c>text</c> for a text model.</summary>
/// <param name="Weight">Its part of the requests now, unrounded; 0 to 1.</param>
/// <param name="LatencySeconds">By the fleet's figures.</param>
/// <param name="MeasuredLatencySeconds">Mean of the last answers, queue included; null before the first.</param>
/// <param name="PerMinute">One replica's capacity by the fleet's figures.</param>
/// <param name="Assumed">Whether those figures are still to be measured.</param>
internal sealed record SizeView(
    string Size,
    double Weight,
    double LatencySeconds,
    double? MeasuredLatencySeconds,
    double PerMinute,
    bool Assumed,
    double CostPerThousand,
    long Requests,
    double Share);

/// <summary>A worker now.</summary>
internal sealed record WorkerView(string Name, string Address, string State, string Reason, int Outstanding);

/// <summary>What <c>GET /fleet/units/{unit}/load</c> answers, for scalers: what happened here in the last minute.</summary>
/// <param name="RequestsPerMinute">Arrived.</param>
/// <param name="Load">How many replicas those keep busy. Loads of several gateways add up.</param>
/// <param name="LatencyRatio">
/// Mean time of an answer over its time on an idle replica by the fleet's figures, at the size where that is greatest; 0
/// without answers. Of several gateways the greatest counts.
/// </param>
internal sealed record LoadView(int RequestsPerMinute, double Load, double LatencyRatio);

using Gateway.Reload;

namespace Gateway.Management;

/// <summary>What <c>GET /fleet</c> answers.</summary>
/// <param name="Mode">How weights are computed.</param>
/// <param name="Modes">What <c>PUT /fleet/mode</c> takes.</param>
/// <param name="Requests">Answers since the start, pinned ones left out.</param>
/// <param name="Units">In the order of the fleet file.</param>
internal sealed record FleetView(string Mode, IReadOnlyList<string> Modes, long Requests, IReadOnlyList<UnitView> Units)
{
    /// <summary>The bill.</summary>
    public FleetCostView? Cost { get; init; }

    /// <summary>The mode that was asked for; another than <see cref="Mode"/> while a unit is short.</summary>
    public string? ChosenMode { get; init; }

    /// <summary>Whether who asks may change the fleet: from this machine, or with the management key.</summary>
    public bool MayManage { get; init; } = true;

    /// <summary>So many answers are measured before their mean replaces the fleet's figure; 0: it never does.</summary>
    public int SampleFloor { get; init; }

    /// <summary>When it is back, should nothing else happen; null when it is there, or a unit is still short.</summary>
    public double? ReturnsInSeconds { get; init; }

    /// <summary>Gateways that this one knows of, itself included; loads and costs are of all of them, counts of answers its own.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>What configuration is in force.</summary>
    public ConfigurationView? Configuration { get; init; }
}

/// <summary>Configuration that is read again when its files change.</summary>
internal sealed record ConfigurationView(ReloadState Fleet, ReloadState Settings);

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
    IReadOnlyList<WorkerView> Workers)
{
    /// <summary>Its bill.</summary>
    public CostView? Cost { get; init; }

    /// <summary>Why the cloud gives it no more replicas; null: it does. Told beside the state, for a drained unit may be short too.</summary>
    public string? Shortage { get; init; }

    /// <summary>Requests that wait for it to wake.</summary>
    public int Held { get; init; }
}

/// <summary>A unit at one size, which is <c>text</c> for a text model.</summary>
/// <param name="Weight">Its part of the requests now, unrounded; 0 to 1.</param>
/// <param name="LatencySeconds">By the fleet's figures.</param>
/// <param name="MeasuredLatencySeconds">Mean of the last answers, queue included; null before the first.</param>
/// <param name="PerMinute">One replica's capacity by the fleet's figures.</param>
/// <param name="MeasuredAloneSeconds">Mean of the answers of workers that had nothing else; null before the first. This is what replaces the fleet's.</param>
/// <param name="MeasuredPerMinute">The same as measured while a worker was never idle; null before the first.</param>
/// <param name="LatencySamples">Answers that the latency alone is of; throughput has <paramref name="ThroughputSamples"/>.</param>
/// <param name="Assumed">Whether those figures are still to be measured.</param>
internal sealed record SizeView(
    string Size,
    double Weight,
    double LatencySeconds,
    double? MeasuredLatencySeconds,
    double PerMinute,
    double? MeasuredAloneSeconds,
    double? MeasuredPerMinute,
    long LatencySamples,
    long ThroughputSamples,
    bool Assumed,
    double CostPerThousand,
    long Requests,
    double Share);

/// <summary>A worker now.</summary>
/// <param name="Outstanding">Requests that this gateway sent it and that are not answered in full.</param>
/// <param name="Waiting">Requests in its queue, whoever sent them, as it last said; null: it did not say.</param>
/// <param name="Busy">Share of the last seconds in which its devices computed, as it last said; 0 to 1.</param>
/// <param name="Share">Part of its usual requests that it gets: less than 1 for a while after it was away.</param>
internal sealed record WorkerView(string Name, string Address, string State, string Reason, int Outstanding, int? Waiting, double? Busy, double Share)
{
    /// <summary>Devices that somebody made misbehave, as Kubernetes counts them; null: it did not say, for they are not emulated.</summary>
    public IReadOnlyList<int>? FaultyDevices { get; init; }
}

/// <summary>
/// What <c>GET /fleet/units/{unit}/load</c> answers, for scalers: what happened in the last minute, at all gateways that know
/// of each other: whichever is asked answers for all, each request counted once by the one that it came to. In the mode
/// "cheapest" the load is what makes the scaler ask for <paramref name="Wanted"/>.
/// </summary>
/// <param name="RequestsPerMinute">Arrived, and those that wait for the unit to wake.</param>
/// <param name="Load">How many replicas those keep busy.</param>
/// <param name="LatencyRatio">
/// Mean time of an answer over its time on an idle replica by the fleet's figures, at the size where that is greatest; 0
/// without answers.
/// </param>
/// <param name="Wanted">Replicas by the gateway's own plan, for the demand of the time when one that is launched now serves; null in modes by weight.</param>
internal sealed record LoadView(int RequestsPerMinute, double Load, double LatencyRatio, int? Wanted = null);

/// <summary>What it costs, in US dollars; over the last hour where nothing else is said.</summary>
/// <param name="PerHour">Of the replicas that there are now.</param>
/// <param name="Paid">For replicas that were there: starting, ready or ejected, idle or not.</param>
/// <param name="Answers">Pictures or texts that were delivered; errors are none.</param>
/// <param name="PerThousand">Paid over answers; null while there were none.</param>
internal sealed record CostView(double PerHour, double Paid, long Answers, double? PerThousand);

/// <summary>The bill of the fleet.</summary>
/// <param name="Blended">Of all units.</param>
/// <param name="Routes">What weights make of it.</param>
/// <param name="BudgetsPassed">Budgets of the settings that are passed now.</param>
internal sealed record FleetCostView(CostView Blended, IReadOnlyList<RouteCostView> Routes, IReadOnlyList<string> BudgetsPassed)
{
    /// <summary>Budgets of the settings.</summary>
    public IReadOnlyList<BudgetView> Budgets { get; init; } = [];
}

/// <summary>A budget in dollars.</summary>
/// <param name="Budget">Of what: <c>perThousand</c> or <c>perHour</c>.</param>
/// <param name="Value">What it is now; null while nothing was answered.</param>
internal sealed record BudgetView(string Budget, double Limit, double? Value, bool Passed);

/// <summary>Dollars for a thousand answers at full use, by the weights of now and by equal ones.</summary>
internal sealed record RouteCostView(string Model, string Size, double? PerThousand, double? PerThousandEqual);

namespace Frontend.Fleet;

/// <summary>One unit: a model on one kind of accelerator.</summary>
/// <param name="State">ready, starting, drained, short or failed.</param>
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

    public bool IsDrained => State == "drained";

    /// <summary>Why the cloud gives it no more replicas; null: it does.</summary>
    public string? Shortage { get; init; }

    public int RequestsPerMinute { get; init; }

    /// <summary>How many replicas the requests of the last minute keep busy.</summary>
    public double Load { get; init; }

    public CostFigures? Cost { get; init; }

    /// <summary>Requests that its workers have not begun.</summary>
    public int Waiting => Workers.Sum(worker => worker.Waiting ?? 0);

    /// <summary>Whether a device can be made to fail: all workers that told of theirs have emulated ones.</summary>
    public bool CanFail => Workers.Any(worker => worker.FaultyDevices is not null);

    /// <summary>Devices that were made to misbehave.</summary>
    public IReadOnlyList<int> FaultyDevices => [.. Workers.SelectMany(worker => worker.FaultyDevices ?? []).Distinct().Order()];
}

/// <summary>One worker process of a unit.</summary>
public sealed record FleetWorker(string Name, string State)
{
    /// <summary>Why it is in its state.</summary>
    public string? Reason { get; init; }

    /// <summary>Requests that the gateway sent it and that are not answered in full.</summary>
    public int Outstanding { get; init; }

    /// <summary>Requests in its queue, whoever sent them; null when it does not say.</summary>
    public int? Waiting { get; init; }

    /// <summary>Share of the last seconds in which its devices computed, 0 to 1; null when it does not say.</summary>
    public double? Busy { get; init; }

    /// <summary>Devices that were made to misbehave; null where they are not emulated.</summary>
    public IReadOnlyList<int>? FaultyDevices { get; init; }
}

/// <summary>A unit's figures for one picture size.</summary>
/// <param name="Weight">Unrounded share of this size's traffic, 0 to 1.</param>
/// <param name="LatencySeconds">By the fleet file.</param>
/// <param name="MeasuredLatencySeconds">Mean of the last answers, queue included; null before the first.</param>
/// <param name="PerMinute">Pictures that one replica makes, by the fleet file.</param>
/// <param name="Assumed">The fleet file's figures were not measured, but assumed or interpolated.</param>
/// <param name="CostPerThousand">US dollars for a thousand pictures, at full use.</param>
/// <param name="Share">Its part of this size's answers, 0 to 1.</param>
public sealed record FleetSize(
    string Size, double Weight, double LatencySeconds, double? MeasuredLatencySeconds, double PerMinute, bool Assumed,
    double CostPerThousand, long Requests, double Share)
{
    /// <summary>Mean of the answers of workers that had nothing else to do; null before the first.</summary>
    public double? MeasuredAloneSeconds { get; init; }

    /// <summary>What one replica makes, as measured while it was never idle; null before the first.</summary>
    public double? MeasuredPerMinute { get; init; }

    public long LatencySamples { get; init; }

    public long ThroughputSamples { get; init; }
}

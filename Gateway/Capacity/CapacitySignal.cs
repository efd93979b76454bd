namespace Gateway.Capacity;

/// <summary>Who says that a unit is short.</summary>
internal enum CapacitySource
{
    /// <summary>Somebody with the management key.</summary>
    Management,

    /// <summary>Events of the cluster about machines that the cloud does not have.</summary>
    Cluster,

    /// <summary>The unit's own devices, which all fail: those of the emulator on request.</summary>
    Devices,
}

/// <summary>That a unit is short, as one source says.</summary>
/// <param name="Since">When the unit became short, by the event that told of it and not by when that was seen; of several signals of a unit the first.</param>
/// <param name="Until">When it is forgotten unless it is said again; null: never.</param>
internal sealed record CapacitySignal(CapacitySource Source, string Reason, DateTimeOffset Since, DateTimeOffset? Until);

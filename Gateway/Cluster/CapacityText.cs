namespace Gateway.Cluster;

/// <summary>Knows what Karpenter and EC2 say when there are no machines to be had.</summary>
internal static class CapacityText
{
    // Karpenter's reason of events, EC2's error codes, and Karpenter's words for a node pool at its limits.
    private static readonly string[] Said =
    [
        "InsufficientCapacity", "insufficient capacity", "InsufficientInstanceCapacity", "InsufficientHostCapacity", "UnfulfillableCapacity",
        "ReservationCapacityExceeded", "VcpuLimitExceeded", "MaxSpotInstanceCountExceeded", "unavailable during launch", "exceed limits for nodepool", "exceeded limits for nodepool",
    ];

    public static bool TellsShortage(string? reason, string? message) => Array.Exists(Said, said =>
        reason?.Contains(said, StringComparison.OrdinalIgnoreCase) is true || message?.Contains(said, StringComparison.OrdinalIgnoreCase) is true);
}

namespace AppHost.Publishing.Values;

/// <summary>The values that gateway and frontend have alike.</summary>
internal static class CpuServiceValues
{
    private const string Quantity = "^[0-9]+(\\.[0-9]+)?(m|Mi|Gi)?$";

    public static IEnumerable<ChartValue> For(string section, string cpu, string memory, int mostReplicas) =>
    [
        // Fewer than two, and a drained node is an outage.
        new($"{section}.minReplicas", 2, "Pods at least, on different nodes and zones.") { Minimum = 2 },
        new($"{section}.maxReplicas", mostReplicas, "Pods at most; they follow the CPU in use.") { Minimum = 2 },
        new($"{section}.cpu", cpu, "CPUs that a pod asks for.") { Pattern = Quantity },
        new($"{section}.memory", memory, "Memory that a pod asks for and may use.") { Pattern = Quantity },
    ];
}

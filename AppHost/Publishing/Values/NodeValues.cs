using AppHost.Publishing.Nodes;

namespace AppHost.Publishing.Values;

/// <summary>Section <c>nodes</c>: the node pools and their machines.</summary>
internal static class NodeValues
{
    public const string Create = "nodes.create";
    public const string ClusterName = "nodes.clusterName";
    public const string Role = "nodes.role";
    public const string AmiAlias = "nodes.amiAlias";
    public const string RootVolume = "nodes.rootVolume";
    public const string CapacityTypes = "nodes.capacityTypes";
    public const string ConsolidateAfter = "nodes.consolidateAfter";
    public const string ExpireAfter = "nodes.expireAfter";
    public const string TerminationGracePeriod = "nodes.terminationGracePeriod";
    public const string CpuLimit = "nodes.cpuLimit";

    private const string Duration = "^([0-9]+(s|m|h))+$";
    private const string DurationOrNever = "^(([0-9]+(s|m|h))+|Never)$";

    /// <summary>The path of a pool's limit.</summary>
    public static string Limit(AcceleratorPool pool) => $"nodes.deviceLimits.{pool.Name}";

    public static IEnumerable<ChartValue> For(FleetChart chart) =>
    [
        new(Create, true, "Whether the chart makes the Karpenter node pools and their node class."),
        new(ClusterName, "inference", "The cluster's name, by which subnets and security groups are tagged (karpenter.sh/discovery)."),
        new(Role, "", "The IAM role of the nodes; KarpenterNodeRole- and the cluster's name unless given."),
        new(AmiAlias, "al2023@v20260801", "The image of the nodes: an al2023 alias of a release, as @latest would replace nodes at each one.") { Pattern = "^al2023@v[0-9]{8}$" },
        new(RootVolume, "300Gi", "Size of a node's disk; it holds the images, which are of several gigabytes.") { Pattern = "^[1-9][0-9]*Gi$" },
        new(CapacityTypes, new[] { "on-demand" }, "How accelerators may be bought.", "on-demand", "spot", "reserved"),
        new(ConsolidateAfter, "30m", "How long a node of accelerators is empty before it is taken down.") { Pattern = DurationOrNever },
        new(ExpireAfter, "720h", "How old a node gets.") { Pattern = DurationOrNever },
        new(TerminationGracePeriod, "1h", "How long a node that must go waits for its pods at most.") { Pattern = Duration },
        new(CpuLimit, 64, "CPUs that the pool of gateway and frontend may have.") { Minimum = 1 },
        .. AcceleratorPool.Of(chart.Fleet).Select(pool =>
            new ChartValue(Limit(pool), pool.MostDevices, $"Devices that the node pool {pool.Name} may have.") { Minimum = 0 }),
    ];
}

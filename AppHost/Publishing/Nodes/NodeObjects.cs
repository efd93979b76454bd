using Aspire.Hosting.Kubernetes.Resources;

namespace AppHost.Publishing.Nodes;

/// <summary>The cluster's machines: a pool for each accelerator, one for CPUs, and what they have in common.</summary>
internal static class NodeObjects
{
    public static IEnumerable<BaseKubernetesResource> For(FleetChart chart) =>
        [NodeClass.Create(), CpuPool.Create(), .. AcceleratorPool.Of(chart.Fleet).Select(pool => pool.Create())];
}

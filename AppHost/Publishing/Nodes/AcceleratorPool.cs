using AppHost.Publishing.Chart;
using AppHost.Publishing.Kinds;
using AppHost.Publishing.Values;
using Fleet;

namespace AppHost.Publishing.Nodes;

/// <summary>A node pool of accelerators, made for the units that name it.</summary>
/// <param name="Name">The units' <see cref="Unit.NodePool"/>.</param>
/// <param name="Units">Those units.</param>
internal sealed record AcceleratorPool(string Name, IReadOnlyList<Unit> Units)
{
    private const string Family = "karpenter.k8s.aws/instance-family";
    private const string InstanceType = "node.kubernetes.io/instance-type";

    /// <summary>The pools of a fleet, in the order of its units.</summary>
    public static IEnumerable<AcceleratorPool> Of(FleetDefinition fleet) =>
        fleet.Units.GroupBy(unit => unit.NodePool).Select(units => new AcceleratorPool(units.Key, [.. units]));

    /// <summary>The extended resources by which its devices are counted.</summary>
    public IEnumerable<string> Resources => Units.Select(unit => unit.Accelerator.KubernetesResource).Distinct();

    /// <summary>
    /// Devices of all units at their most, on whole machines, and one machine more: a roll-out starts the new before it
    /// stops the old, and a compile Job wants a place too.
    /// </summary>
    public int MostDevices => Units.Sum(unit =>
        (Machines(unit.Replicas.Max * unit.Devices, unit.Instance.Devices) + 1) * unit.Instance.Devices);

    public NodePool Create()
    {
        var pool = NodePools.Create(Name);
        var machines = pool.Spec.Template.Spec;
        machines.Requirements.Add(new() { Key = "karpenter.sh/capacity-type", Values = Helm.Json(NodeValues.CapacityTypes) });
        machines.Requirements.Add(Machine());
        foreach (var resource in Resources)
        {
            // Only who asks for devices may take their place; the device plugins put up with these taints.
            machines.Taints.Add(new() { Key = resource });
            pool.Spec.Limits[resource] = Helm.Number(NodeValues.Limit(this));
        }

        // The NVIDIA plugin lands only where this label says that there is something to offer.
        if (Units.Any(unit => unit.Accelerator.Family == AcceleratorFamily.Cuda))
            pool.Spec.Template.Metadata = new() { Labels = { ["nvidia.com/gpu.present"] = "true" } };
        // Servers that load a model for minutes are not moved to save cents: a node goes when it has been empty for long.
        pool.Spec.Disruption = new() { ConsolidationPolicy = "WhenEmpty", ConsolidateAfter = Helm.Text(NodeValues.ConsolidateAfter), Budgets = { new() { Nodes = "1" } } };
        return pool;
    }

    /// <summary>
    /// One device is one device on any machine of the family: Karpenter chooses by price. Several must lie side by side on the
    /// machine that the unit was planned for; where both share the pool, the pods of several say so themselves (<see cref="Units.UnitPlacement"/>).
    /// </summary>
    private NodeRequirement Machine() => Units.All(unit => unit.Devices > 1)
        ? NodePools.In(InstanceType, Units.Select(unit => unit.Instance.Name).Distinct())
        : NodePools.In(Family, Units.SelectMany(unit => unit.Accelerator.Instances).Select(instance => instance.Name.Split('.')[0]).Distinct());

    private static int Machines(int devices, int each) => (devices + each - 1) / each;
}

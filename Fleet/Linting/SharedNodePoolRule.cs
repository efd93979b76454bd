namespace Fleet;

/// <summary>A node pool has nodes of one accelerator: its taints and limits are those of one device plugin.</summary>
internal static class SharedNodePoolRule
{
    public static IEnumerable<FleetProblem> Check(IEnumerable<Unit> units)
    {
        foreach (var pool in units.GroupBy(unit => unit.NodePool))
        {
            var first = pool.First();
            foreach (var other in pool.Where(unit => unit.Accelerator.Name != first.Accelerator.Name))
            {
                yield return new FleetProblem(
                    $"$.units.{other.Name}.nodePool",
                    $"{other.Name} is on {other.Accelerator.Name} and {first.Name} on {first.Accelerator.Name}, but both name the node pool {pool.Key}. A pool has one accelerator: leave 'nodePool' out for {other.Accelerator.NodePool}, or give each its own.");
            }
        }
    }
}

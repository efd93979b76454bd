namespace Fleet;

/// <summary>
/// A node pool is not called after another accelerator: names such as amd-neuron-a10g for NVIDIA's nodes lead metrics,
/// alarms and people astray.
/// </summary>
internal static class NodePoolNameRule
{
    public static UnitFinding? Check(Unit unit)
    {
        var words = unit.NodePool.Split('-');
        var foreign = words.FirstOrDefault(word => IsForeign(word, unit));
        return foreign is null
            ? null
            : new UnitFinding(
                "nodePool",
                $"{unit.Name} is on {unit.Accelerator.Name}, but its node pool is called {unit.NodePool}, after {foreign}. Leave 'nodePool' out for {unit.Accelerator.NodePool}, or give a name of its own.");
    }

    private static bool IsForeign(string word, Unit unit) => word switch
    {
        "neuron" => unit.Accelerator.Family != AcceleratorFamily.Neuron,
        "nvidia" or "cuda" or "gpu" => unit.Accelerator.Family != AcceleratorFamily.Cuda,
        _ => Kinds(unit.Accelerator) is var own && !own.Contains(word) && AcceleratorCatalogue.All.Any(other => Kinds(other).Contains(word)),
    };

    /// <summary>What people call an accelerator: its own names, and its instances' families.</summary>
    private static IEnumerable<string> Kinds(Accelerator accelerator) =>
        [accelerator.Name, accelerator.DeviceKind, .. accelerator.Instances.Select(instance => instance.Name.Split('.')[0])];
}

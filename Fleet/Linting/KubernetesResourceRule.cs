namespace Fleet;

/// <summary>A unit's devices are counted by the one resource that the accelerator's device plugin offers.</summary>
internal static class KubernetesResourceRule
{
    public static UnitFinding? Check(Unit unit) => unit.Resource is not { } given || given == unit.Accelerator.KubernetesResource
        ? null
        : new UnitFinding("resource", $"{unit.Name} asks for '{given}'. {Why(given, unit)} Devices of {unit.Accelerator.Name} are counted by {unit.Accelerator.KubernetesResource}: leave 'resource' out.");

    private static string Why(string given, Unit unit) => given.Contains("neurondevice", StringComparison.OrdinalIgnoreCase)
        ? "The Neuron device plugin offers no neurondevice any more, so the pod would wait for ever."
        : given.Contains("neuroncore", StringComparison.OrdinalIgnoreCase)
            ? "A unit takes whole devices, not cores."
            : $"No device plugin offers that on {unit.Instance.Name}.";
}

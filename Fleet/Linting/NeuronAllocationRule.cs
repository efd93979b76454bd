namespace Fleet;

/// <summary>
/// The Neuron scheduler gives only some numbers of an instance's devices, those that are joined in a ring. All of them can
/// always be had.
/// </summary>
internal static class NeuronAllocationRule
{
    public static UnitFinding? Check(Unit unit)
    {
        if (unit.Instance.SchedulableDevices is not { } allowed || allowed.Contains(unit.Devices) || unit.Devices == unit.Instance.Devices)
            return null;
        var enough = allowed.Where(count => count >= Math.Max(1, Demand.Devices(unit))).DefaultIfEmpty(unit.Instance.Devices).Min();
        return new UnitFinding(
            "devices",
            $"{unit.Name} asks for {unit.Devices} devices, but a pod can have {Several.Or(allowed)} of {unit.Instance.Name}'s. The smallest that would do is {enough}.");
    }
}

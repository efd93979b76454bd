namespace Fleet;

/// <summary>Devices that no shard would use are paid for nothing. A whole instance may be asked for always.</summary>
internal static class IdleDevicesRule
{
    public static UnitFinding? Check(Unit unit)
    {
        if (unit.Devices == unit.Instance.Devices)
            return null;
        var needed = Demand.Devices(unit);
        var enough = unit.Instance.SchedulableDevices?.Where(count => count >= needed).Cast<int?>().Min() ?? needed;
        return enough >= unit.Devices
            ? null
            : new UnitFinding(
                "devices",
                $"{unit.Name} asks for {unit.Devices} devices with {unit.Cores} cores, but with tensorParallel {unit.TensorParallel} it has use for {enough} of them. Ask for {enough}, or raise tensorParallel.");
    }
}

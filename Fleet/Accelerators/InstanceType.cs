namespace Fleet;

/// <summary>An EC2 instance type.</summary>
/// <param name="Name">As EC2 names it: <c>trn1.32xlarge</c>.</param>
/// <param name="Devices">Accelerator devices in it.</param>
/// <param name="OnDemand">On-demand price of the whole instance; null where a unit must give <c>usdPerHour</c>.</param>
public sealed record InstanceType(string Name, int Devices, UsdPerHour? OnDemand = null)
{
    /// <summary>Bytes a device, where this instance's differ from the accelerator's.</summary>
    public long? MemoryPerDevice { get; init; }

    /// <summary>
    /// How many devices a pod may ask for, where the scheduler allows only some numbers
    /// (1, 4, 8 or 16 on trn1.32xlarge); null when any number will do.
    /// </summary>
    public IReadOnlyList<int>? SchedulableDevices { get; init; }
}

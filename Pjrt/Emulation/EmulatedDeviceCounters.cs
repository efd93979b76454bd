namespace Pjrt.Emulation;

/// <summary>Work of one emulated device.</summary>
/// <param name="Executions">Executions it took part in.</param>
/// <param name="Busy">Time it computed.</param>
/// <param name="Fault">The fault it has.</param>
public sealed record EmulatedDeviceCounters(long Executions, TimeSpan Busy, DeviceFault Fault);

/// <summary>Faults of an emulated device.</summary>
public enum DeviceFault
{
    /// <summary>It works.</summary>
    None = 0,

    /// <summary>Executions fail.</summary>
    Fail = 1,

    /// <summary>Executions take longer.</summary>
    Slow = 2,

    /// <summary>Results are wrong.</summary>
    Corrupt = 3,
}

using Pjrt;
using Pjrt.Emulation;

namespace ModelWorker.Devices;

/// <summary>Which cores somebody made misbehave. Only emulated ones can be made to.</summary>
internal sealed class DeviceFaults(WorkerDevices devices)
{
    private readonly EmulatorExtension? _emulator = EmulatorExtension.Find(devices.Plugin);

    /// <summary>Their indices; null while there are no devices, and where they are not emulated.</summary>
    public int[]? Faulty()
    {
        if (_emulator is not { } emulator || devices.Client is not { } client)
            return null;
        try
        {
            return [.. Enumerable.Range(0, client.Devices.Count).Where(core => emulator.GetDeviceCounters(client, core).Fault != DeviceFault.None)];
        }
        catch (Exception gone) when (gone is PjrtException or ObjectDisposedException)
        {
            return null;
        }
    }
}

using System.Runtime.CompilerServices;
using Emulator.Buffers;
using Emulator.Devices;
using Emulator.Errors;
using Emulator.Execution;
using Emulator.Ir;

namespace Emulator.Launching;

/// <summary>What faults do to an execution.</summary>
internal static unsafe class FaultInjection
{
    private const int CorruptedEvery = 7;

    public static void RefuseFailing(EmulatedDevice[] devices, FaultPlan faults)
    {
        foreach (var device in devices)
        {
            if (faults[device.Index].Kind == FaultKind.Fail)
                throw new ProgramException(ErrorCode.Internal, $"device {device.Name.Text} failed (a fault set for it)");
        }
    }

    public static void Corrupt(EmulatedDevice[] devices, FaultPlan faults, DeviceShape[] results, DeviceLaunch[] launches)
    {
        for (var i = 0; i < devices.Length; i++)
        {
            if (faults[devices[i].Index].Kind != FaultKind.Corrupt)
                continue;
            for (var r = 0; r < results.Length; r++)
                NegateSome(launches[i].Results[r], results[r].Type);
        }
    }

    /// <summary>Integers stay: they may be indices, and a wrong index is another fault.</summary>
    private static void NegateSome(byte* data, TensorType type)
    {
        if (!type.Element.IsFloat())
            return;
        var size = type.Element.Size();
        for (var i = 0L; i < type.ElementCount; i += CorruptedEvery)
            Unsafe.Add(ref *data, (nint)(i * size + size - 1)) ^= 0x80;
    }
}

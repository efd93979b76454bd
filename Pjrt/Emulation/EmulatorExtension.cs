using System.Runtime.InteropServices;
using Pjrt.Native;

namespace Pjrt.Emulation;

/// <summary>
/// The private extension of the emulated accelerator: counters, and faults at run time. No other plugin has it, so
/// its absence says that the devices are real.
/// </summary>
public sealed unsafe class EmulatorExtension
{
    /// <summary>Its number in the extension list: "EMU".</summary>
    private const int Type = 0x454D55;

    private const int CountersOffset = 24, DeviceCountersOffset = 32, SetFaultOffset = 40;

    private readonly PjrtPlugin _plugin;
    private readonly nint _extension;

    private EmulatorExtension(PjrtPlugin plugin, nint extension) => (_plugin, _extension) = (plugin, extension);

    /// <summary>The extension of a plugin, or null if it is not the emulator.</summary>
    public static EmulatorExtension? Find(PjrtPlugin plugin) =>
        plugin.TryGetExtension(Type, out var extension) ? new EmulatorExtension(plugin, extension) : null;

    /// <summary>What happened and what is alive, of one client or of the whole process.</summary>
    /// <exception cref="ObjectDisposedException">The client is disposed.</exception>
    public EmulatorCounters GetCounters(PjrtClient? client = null)
    {
        var arguments = new CountersArguments { StructSize = (nuint)sizeof(CountersArguments) };
        if (client is null)
        {
            Call(CountersOffset, &arguments);
        }
        else
        {
            using var lease = client.Handle.Use();
            arguments.Client = lease.Pointer;
            Call(CountersOffset, &arguments);
        }

        var live = new ReadOnlySpan<long>(arguments.Live, CountersArguments.Kinds);
        return new EmulatorCounters
        {
            Clients = live[0],
            Errors = live[1],
            Events = live[2],
            Buffers = live[3],
            Executables = live[4],
            LoadedExecutables = live[5],
            Topologies = live[6],
            SerializedExecutables = live[7],
            Compilations = arguments.Compilations,
            Loads = arguments.Loads,
            Executions = arguments.Executions,
        };
    }

    /// <summary>Work of one device so far.</summary>
    /// <param name="client">The client.</param>
    /// <param name="device">Index among the client's devices.</param>
    /// <exception cref="PjrtException">There is no such device.</exception>
    public EmulatedDeviceCounters GetDeviceCounters(PjrtClient client, int device)
    {
        using var lease = client.Handle.Use();
        var arguments = new DeviceCountersArguments
        {
            StructSize = (nuint)sizeof(DeviceCountersArguments),
            Client = lease.Pointer,
            Device = device,
        };
        Call(DeviceCountersOffset, &arguments);
        return new EmulatedDeviceCounters(
            arguments.Executions, TimeSpan.FromTicks(arguments.BusyNanoseconds / TimeSpan.NanosecondsPerTick), (DeviceFault)arguments.Fault);
    }

    /// <summary>Makes a device fail, slow or corrupt its results; it holds for executions that begin after it.</summary>
    /// <param name="client">The client.</param>
    /// <param name="device">Index among the client's devices.</param>
    /// <param name="fault">What it does; <see cref="DeviceFault.None"/> mends it.</param>
    /// <param name="factor">For <see cref="DeviceFault.Slow"/>: how many times as long, at least 1.</param>
    /// <exception cref="PjrtException">There is no such device, or the factor is below 1.</exception>
    public void SetFault(PjrtClient client, int device, DeviceFault fault, double factor = 1)
    {
        using var lease = client.Handle.Use();
        var arguments = new FaultArguments
        {
            StructSize = (nuint)sizeof(FaultArguments),
            Client = lease.Pointer,
            Device = device,
            Kind = (int)fault,
            Factor = factor,
        };
        Call(SetFaultOffset, &arguments);
    }

    private void Call(int offset, void* arguments)
    {
        var error = ((delegate* unmanaged[Cdecl]<void*, nint>)(*(void**)(_extension + offset)))(arguments);
        if (error != 0)
            throw _plugin.Api.TakeError(error);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct CountersArguments
    {
        public const int Kinds = 8;
        public nuint StructSize;
        public void* Extensions;
        public nint Client;
        public fixed long Live[Kinds];
        public long Compilations;
        public long Loads;
        public long Executions;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct DeviceCountersArguments
    {
        public nuint StructSize;
        public void* Extensions;
        public nint Client;
        public long Device;
        public long Executions;
        public long BusyNanoseconds;
        public long Fault;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct FaultArguments
    {
        public nuint StructSize;
        public void* Extensions;
        public nint Client;
        public long Device;
        public int Kind;
        public double Factor;
    }
}

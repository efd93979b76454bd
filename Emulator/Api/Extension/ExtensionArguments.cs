using System.Runtime.InteropServices;

namespace Emulator.Api.Extension;

/// <summary>Arguments of the extension's counters; see <see cref="EmulatorExtension"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CountersArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Client;
    public fixed long Live[8];
    public long Compilations;
    public long Loads;
    public long Executions;

    public static nuint RequiredSize => 112;

    public readonly nuint StructSize => _structSize;
}

/// <summary>Arguments of the extension's counters of a device.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DeviceCountersArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Client;
    public long Device;
    public long Executions;
    public long BusyNanoseconds;
    public long Fault;

    public static nuint RequiredSize => 56;

    public readonly nuint StructSize => _structSize;
}

/// <summary>Arguments that set a fault.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FaultArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Client;
    public long Device;
    public int Kind;
    public double Factor;

    public static nuint RequiredSize => 48;

    public readonly nuint StructSize => _structSize;
}

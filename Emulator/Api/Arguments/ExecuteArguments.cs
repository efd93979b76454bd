using System.Runtime.InteropServices;

namespace Emulator.Api;

/// <summary>PJRT_LoadedExecutable_Execute_Args.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ExecuteArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Executable;
    public ExecuteOptionsArguments* Options;
    public nint** ArgumentLists;
    public nuint DeviceCount;
    public nuint ArgumentCount;
    public nint** OutputLists;
    public nint* DeviceCompleteEvents;
    public nint ExecuteDevice;

    public static nuint RequiredSize => 80;

    public readonly nuint StructSize => _structSize;
}

/// <summary>PJRT_ExecuteOptions as far as it is read here.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ExecuteOptionsArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint SendCallbacks;
    public nint ReceiveCallbacks;
    public nuint SendCount;
    public nuint ReceiveCount;
    public int LaunchId;
    public long* NonDonatable;
    public nuint NonDonatableCount;

    public static nuint RequiredSize => 72;

    public readonly nuint StructSize => _structSize;
}

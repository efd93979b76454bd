using System.Runtime.InteropServices;

namespace Emulator.Api;

/// <summary>PJRT_Client_Create_Args.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ClientCreateArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public NamedValue* Options;
    public nuint OptionCount;
    public nint KeyValueGet;
    public nint KeyValueGetArgument;
    public nint KeyValuePut;
    public nint KeyValuePutArgument;
    public nint Client;
    public nint KeyValueTryGet;
    public nint KeyValueTryGetArgument;

    public static nuint RequiredSize => 88;

    public readonly nuint StructSize => _structSize;
}

/// <summary>PJRT_Client_LookupDevice_Args and LookupAddressableDevice_Args.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ClientLookupArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Client;
    public int Id;
    public nint Device;

    public static nuint RequiredSize => 40;

    public readonly nuint StructSize => _structSize;
}

/// <summary>PJRT_Client_DefaultDeviceAssignment_Args.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ClientDefaultAssignmentArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Client;
    public int Replicas;
    public int Partitions;
    public nuint Count;
    public int* Assignment;

    public static nuint RequiredSize => 48;

    public readonly nuint StructSize => _structSize;
}

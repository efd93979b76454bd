using System.Runtime.InteropServices;

namespace Emulator.Api;

/// <summary>PJRT_TopologyDescription_Create_Args.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TopologyCreateArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public byte* Name;
    public nuint NameLength;
    public NamedValue* Options;
    public nuint OptionCount;
    public nint Topology;

    public static nuint RequiredSize => 56;

    public readonly nuint StructSize => _structSize;
}

/// <summary>PJRT_TopologyDescription_Deserialize_Args.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TopologyDeserializeArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public byte* Bytes;
    public nuint Length;
    public nint Topology;

    public static nuint RequiredSize => 40;

    public readonly nuint StructSize => _structSize;
}

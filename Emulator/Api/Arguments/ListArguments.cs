using System.Runtime.InteropServices;

namespace Emulator.Api;

/// <summary>PJRT_Plugin_Attributes_Args.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct PluginAttributesArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public NamedValue* Attributes;
    public nuint Count;

    public static nuint RequiredSize => 32;

    public readonly nuint StructSize => _structSize;
}

/// <summary>PJRT_Device_GetAttributes_Args.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct DeviceAttributesArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Device;
    public NamedValue* Attributes;
    public nuint Count;
    public nint Owner;
    public delegate* unmanaged[Cdecl]<nint, void> Deleter;

    public static nuint RequiredSize => 56;

    public readonly nuint StructSize => _structSize;
}

/// <summary>Functions that give a list of texts.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TextListArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Object;
    public nuint Count;
    public byte** Texts;
    public nuint* Lengths;

    public static nuint RequiredSize => 48;

    public readonly nuint StructSize => _structSize;
}

/// <summary>PJRT_Executable_OutputDimensions_Args.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct OutputDimensionsArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Executable;
    public nuint Count;
    public long* Dims;
    public nuint* Ranks;

    public static nuint RequiredSize => 48;

    public readonly nuint StructSize => _structSize;
}

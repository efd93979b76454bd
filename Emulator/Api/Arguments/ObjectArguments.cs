using System.Runtime.InteropServices;

namespace Emulator.Api;

/// <summary>PJRT_Plugin_Initialize_Args.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NoArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;

    public static nuint RequiredSize => 16;

    public readonly nuint StructSize => _structSize;
}

/// <summary>Functions that take an object and give nothing, or give one and take nothing.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ObjectArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Object;

    public static nuint RequiredSize => 24;

    public readonly nuint StructSize => _structSize;
}

/// <summary>Functions that give a pointer.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ObjectPointerArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Object;
    public nint Value;

    public static nuint RequiredSize => 32;

    public readonly nuint StructSize => _structSize;
}

/// <summary>Functions that give 64 bits.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ObjectLongArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Object;
    public long Value;

    public static nuint RequiredSize => 32;

    public readonly nuint StructSize => _structSize;
}

/// <summary>Functions that give an int or an enumeration.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ObjectIntArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Object;
    public int Value;

    public static nuint RequiredSize => 28;

    public readonly nuint StructSize => _structSize;
}

/// <summary>Functions that give a bool.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ObjectFlagArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Object;
    public byte Value;

    public static nuint RequiredSize => 25;

    public readonly nuint StructSize => _structSize;
}

/// <summary>Functions that give text.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ObjectTextArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Object;
    public byte* Text;
    public nuint Length;

    public static nuint RequiredSize => 40;

    public readonly nuint StructSize => _structSize;
}

/// <summary>Functions that give an array.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ObjectListArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Object;
    public void* Items;
    public nuint Count;

    public static nuint RequiredSize => 40;

    public readonly nuint StructSize => _structSize;
}

/// <summary>Functions that give an array, its length first.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CountedListArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Object;
    public nuint Count;
    public void* Items;

    public static nuint RequiredSize => 40;

    public readonly nuint StructSize => _structSize;
}

/// <summary>Functions that give bytes which the caller frees by calling the deleter with the owner.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SerializeArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Object;
    public byte* Bytes;
    public nuint Length;
    public nint Owner;
    public delegate* unmanaged[Cdecl]<nint, void> Deleter;

    public static nuint RequiredSize => 56;

    public readonly nuint StructSize => _structSize;
}

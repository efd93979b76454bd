using System.Runtime.InteropServices;

namespace Emulator.Api;

/// <summary>PJRT_Client_BufferFromHostBuffer_Args.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct BufferFromHostArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Client;
    public byte* Data;
    public int Type;
    public long* Dims;
    public nuint Rank;
    public long* ByteStrides;
    public nuint ByteStrideCount;
    public int Semantics;
    public nint Device;
    public nint Memory;
    public MemoryLayout* DeviceLayout;
    public nint DoneWithHostBuffer;
    public nint Buffer;

    public static nuint RequiredSize => 120;

    public readonly nuint StructSize => _structSize;
}

/// <summary>PJRT_Client_CreateUninitializedBuffer_Args.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct UninitializedBufferArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Client;
    public long* Dims;
    public nuint Rank;
    public int Type;
    public MemoryLayout* Layout;
    public nint Device;
    public nint Memory;
    public nint Buffer;

    public static nuint RequiredSize => 80;

    public readonly nuint StructSize => _structSize;
}

/// <summary>PJRT_Buffer_ToHostBuffer_Args.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ToHostArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Source;
    public MemoryLayout* HostLayout;
    public byte* Target;
    public nuint TargetLength;
    public nint Event;

    public static nuint RequiredSize => 56;

    public readonly nuint StructSize => _structSize;
}

/// <summary>PJRT_Buffer_CopyRawToHost_Args.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CopyRawArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Buffer;
    public byte* Target;
    public long Offset;
    public long Length;
    public nint Event;

    public static nuint RequiredSize => 56;

    public readonly nuint StructSize => _structSize;
}

/// <summary>PJRT_Buffer_CopyToDevice_Args and CopyToMemory_Args.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CopyToArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Buffer;
    public nint Destination;
    public nint Copy;

    public static nuint RequiredSize => 40;

    public readonly nuint StructSize => _structSize;
}

/// <summary>PJRT_Buffer_GetMemoryLayout_Args.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MemoryLayoutArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Buffer;
    public MemoryLayout Layout;

    public static nuint RequiredSize => 104;

    public readonly nuint StructSize => _structSize;
}

using System.Runtime.InteropServices;

namespace Pjrt.Native;

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct BufferFromHostArguments
{
    public const int Size = 120;
    public nuint StructSize;
    public void* Extensions;
    public nint Client;
    public void* Data;
    public ElementType Type;
    public long* Dimensions;
    public nuint Rank;
    public long* ByteStrides;
    public nuint ByteStrideCount;
    /// <summary>0: the plugin copies during the call, so managed memory need not stay pinned after it.</summary>
    public int Semantics;
    public nint Device;
    public nint Memory;
    public void* DeviceLayout;
    public nint DoneWithHostBuffer;
    public nint Buffer;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ToHostArguments
{
    public const int Size = 56;
    public nuint StructSize;
    public void* Extensions;
    public nint Source;
    public void* HostLayout;
    public void* Destination;
    public nuint DestinationSize;
    public nint Event;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CopyToDeviceArguments
{
    public const int Size = 40;
    public nuint StructSize;
    public void* Extensions;
    public nint Buffer;
    public nint Device;
    public nint Copy;
}

/// <summary>A number that the plugin may leave out.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct OptionalInt64
{
    public long Value;
    public byte IsSet;

    public readonly long? ToNullable() => IsSet != 0 ? Value : null;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MemoryStatsArguments
{
    public nuint StructSize;
    public void* Extensions;
    public nint Device;
    public long BytesInUse;
    public OptionalInt64 PeakBytesInUse;
    public OptionalInt64 Allocations;
    public OptionalInt64 LargestAllocation;
    public OptionalInt64 BytesLimit;
    public OptionalInt64 BytesReserved;
    public OptionalInt64 PeakBytesReserved;
    public OptionalInt64 BytesReservableLimit;
    public OptionalInt64 LargestFreeBlock;
    public OptionalInt64 PoolBytes;
    public OptionalInt64 PeakPoolBytes;
    public OptionalInt64 PeakAllocatedBytes;
}

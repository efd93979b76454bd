using System.Runtime.InteropServices;

namespace Emulator.Api;

/// <summary>PJRT_Device_MemoryStats_Args: each value but the first with a flag that says whether it is set.</summary>
[StructLayout(LayoutKind.Explicit, Size = 192)]
internal struct MemoryStatsArguments : IArguments
{
    [FieldOffset(0)]
    private readonly nuint _structSize;

    [FieldOffset(16)]
    public nint Device;

    [FieldOffset(24)]
    public long BytesInUse;

    [FieldOffset(32)]
    public OptionalLong PeakBytesInUse;

    [FieldOffset(48)]
    public OptionalLong Allocations;

    [FieldOffset(64)]
    public OptionalLong LargestAllocation;

    [FieldOffset(80)]
    public OptionalLong BytesLimit;

    [FieldOffset(96)]
    public OptionalLong BytesReserved;

    [FieldOffset(112)]
    public OptionalLong PeakBytesReserved;

    [FieldOffset(128)]
    public OptionalLong BytesReservableLimit;

    [FieldOffset(144)]
    public OptionalLong LargestFreeBlock;

    [FieldOffset(160)]
    public OptionalLong PoolBytes;

    [FieldOffset(176)]
    public OptionalLong PeakPoolBytes;

    public static nuint RequiredSize => 185;

    public readonly nuint StructSize => _structSize;
}

/// <summary>A value that may be absent.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct OptionalLong(long value)
{
    [FieldOffset(0)]
    public long Value = value;

    [FieldOffset(8)]
    public byte IsSet = 1;
}

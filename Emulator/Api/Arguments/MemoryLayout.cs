using System.Runtime.InteropServices;

namespace Emulator.Api;

/// <summary>PJRT_Buffer_MemoryLayout in its tiled form; as strides the first two fields are the strides and their number.</summary>
[StructLayout(LayoutKind.Explicit, Size = 80)]
internal unsafe struct MemoryLayout
{
    public const int Tiled = 0;

    [FieldOffset(0)]
    public nuint StructSize;

    // The tiled struct has a header of its own; its fields follow.
    [FieldOffset(16)]
    public nuint TiledStructSize;

    [FieldOffset(32)]
    public long* MinorToMajor;

    [FieldOffset(40)]
    public nuint MinorToMajorCount;

    [FieldOffset(64)]
    public nuint TileCount;

    [FieldOffset(72)]
    public int Type;
}

using System.Buffers.Binary;
using Emulator.Ir;
using Emulator.Kernels;
using Emulator.Kernels.Tiles;

namespace Emulator.Planning.Lowering;

/// <summary>One element as a register holds it.</summary>
internal static class SplatBits
{
    public static ulong Of(ElementType type, ReadOnlySpan<byte> data) => type switch
    {
        ElementType.F32 or ElementType.S32 or ElementType.U32 => BinaryPrimitives.ReadUInt32LittleEndian(data),
        ElementType.F64 or ElementType.S64 or ElementType.U64 => BinaryPrimitives.ReadUInt64LittleEndian(data),
        ElementType.BF16 => (ulong)BinaryPrimitives.ReadUInt16LittleEndian(data) << 16,
        ElementType.F16 => BitConverter.SingleToUInt32Bits((float)BinaryPrimitives.ReadHalfLittleEndian(data)),
        ElementType.S8 => (uint)(sbyte)data[0],
        ElementType.S16 => (uint)BinaryPrimitives.ReadInt16LittleEndian(data),
        ElementType.U8 => data[0],
        ElementType.U16 => BinaryPrimitives.ReadUInt16LittleEndian(data),
        ElementType.Pred => data[0] != 0 ? uint.MaxValue : 0,
        _ => BitConverter.SingleToUInt32Bits(Float8.Values(type)[data[0]]),
    };

    public static ulong OfNumber(TileClass tileClass, double value) => tileClass switch
    {
        TileClass.F32 => BitConverter.SingleToUInt32Bits((float)value),
        TileClass.F64 => BitConverter.DoubleToUInt64Bits(value),
        TileClass.I32 or TileClass.U32 => (uint)(long)value,
        TileClass.Mask => value != 0 ? uint.MaxValue : 0,
        _ => (ulong)(long)value,
    };
}

using System.Numerics;
using System.Runtime.InteropServices;

namespace Inference.Checkpoints;

/// <summary>Stored elements to f32.</summary>
internal static class FloatConversion
{
    public static void Convert(StoredType type, ReadOnlySpan<byte> source, Span<float> destination)
    {
        switch (type)
        {
            case StoredType.F32: source.CopyTo(MemoryMarshal.AsBytes(destination)); break;
            case StoredType.BF16: FromBFloat16(MemoryMarshal.Cast<byte, ushort>(source), destination); break;
            case StoredType.F16: FromHalf(MemoryMarshal.Cast<byte, ushort>(source), destination); break;
            case StoredType.F64: FromNumbers<double>(source, destination); break;
            case StoredType.I64: FromNumbers<long>(source, destination); break;
            case StoredType.I32: FromNumbers<int>(source, destination); break;
            case StoredType.I16: FromNumbers<short>(source, destination); break;
            case StoredType.I8: FromNumbers<sbyte>(source, destination); break;
            default: FromNumbers<byte>(source, destination); break;
        }
    }

    private static void FromNumbers<T>(ReadOnlySpan<byte> source, Span<float> destination) where T : unmanaged, INumber<T>
    {
        var numbers = MemoryMarshal.Cast<byte, T>(source);
        for (var i = 0; i < destination.Length; i++)
            destination[i] = float.CreateTruncating(numbers[i]);
    }

    // A bfloat16 is the upper half of an f32.
    private static void FromBFloat16(ReadOnlySpan<ushort> source, Span<float> destination)
    {
        var bits = MemoryMarshal.Cast<float, uint>(destination);
        var i = 0;
        for (; i <= source.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            Vector.Widen(new Vector<ushort>(source[i..]), out var low, out var high);
            (low << 16).CopyTo(bits[i..]);
            (high << 16).CopyTo(bits[(i + Vector<uint>.Count)..]);
        }
        for (; i < source.Length; i++)
            bits[i] = (uint)source[i] << 16;
    }

    /// <summary>
    /// Moves sign, exponent and fraction to their places in an f32 and corrects the exponent's bias by a multiplication,
    /// which makes subnormal halves right as well; only infinities and NaNs need their exponent set by hand.
    /// </summary>
    private static void FromHalf(ReadOnlySpan<ushort> source, Span<float> destination)
    {
        var i = 0;
        var rebias = new Vector<float>(BitConverter.UInt32BitsToSingle((127 + 112) << 23));
        for (; i <= source.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            Vector.Widen(new Vector<ushort>(source[i..]), out var low, out var high);
            Half(low, rebias).CopyTo(destination[i..]);
            Half(high, rebias).CopyTo(destination[(i + Vector<uint>.Count)..]);
        }
        for (; i < source.Length; i++)
            destination[i] = (float)BitConverter.UInt16BitsToHalf(source[i]);
    }

    private static Vector<float> Half(Vector<uint> bits, Vector<float> rebias)
    {
        var magnitude = (bits & new Vector<uint>(0x7FFF)) << 13;
        var sign = (bits & new Vector<uint>(0x8000)) << 16;
        var special = Vector.GreaterThanOrEqual(magnitude, new Vector<uint>(0x0F800000));
        var value = Vector.AsVectorUInt32(Vector.AsVectorSingle(magnitude) * rebias) | (special & new Vector<uint>(0x7F800000));
        return Vector.AsVectorSingle(value | sign);
    }
}

using System.Runtime.InteropServices;
using Pjrt;

namespace Inference.Runtime;

/// <summary>Elements in host memory between f32 and the type a device wants.</summary>
internal static class HostElements
{
    /// <summary>f32 as the bytes of a type, rounded to nearest even.</summary>
    public static byte[] FromFloats(ReadOnlySpan<float> source, ElementType type)
    {
        var bytes = new byte[source.Length * type.SizeInBytes()];
        Convert(source, bytes, type);
        return bytes;
    }

    /// <inheritdoc cref="FromFloats"/>
    public static void Convert(ReadOnlySpan<float> source, Span<byte> destination, ElementType type)
    {
        switch (type)
        {
            case ElementType.F32:
                MemoryMarshal.AsBytes(source).CopyTo(destination);
                break;
            case ElementType.BF16:
                var brains = MemoryMarshal.Cast<byte, ushort>(destination);
                for (var i = 0; i < source.Length; i++)
                    brains[i] = ToBrain(source[i]);
                break;
            case ElementType.F16:
                var halves = MemoryMarshal.Cast<byte, Half>(destination);
                for (var i = 0; i < source.Length; i++)
                    halves[i] = (Half)source[i];
                break;
            default:
                throw new NotSupportedException($"Models compute in F32, BF16 or F16, not in {type}.");
        }
    }

    /// <summary>The elements as f32.</summary>
    public static float[] ToFloats(ReadOnlySpan<byte> source, ElementType type)
    {
        switch (type)
        {
            case ElementType.F32:
                return MemoryMarshal.Cast<byte, float>(source).ToArray();
            case ElementType.BF16:
                var brains = MemoryMarshal.Cast<byte, ushort>(source);
                var floats = new float[brains.Length];
                for (var i = 0; i < floats.Length; i++)
                    floats[i] = BitConverter.UInt32BitsToSingle((uint)brains[i] << 16);
                return floats;
            case ElementType.F16:
                var halves = MemoryMarshal.Cast<byte, Half>(source);
                var wide = new float[halves.Length];
                for (var i = 0; i < wide.Length; i++)
                    wide[i] = (float)halves[i];
                return wide;
            default:
                throw new NotSupportedException($"Models compute in F32, BF16 or F16, not in {type}.");
        }
    }

    private static ushort ToBrain(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        // Rounding up could turn a NaN into an infinity: it stays a quiet NaN.
        return float.IsNaN(value) ? (ushort)(bits >> 16 | 0x40) : (ushort)((bits + 0x7FFF + (bits >> 16 & 1)) >> 16);
    }
}

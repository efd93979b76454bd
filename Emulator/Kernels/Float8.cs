using Emulator.Ir;

namespace Emulator.Kernels;

/// <summary>The 8-bit floats: widened by table, rounded by search of the exponent. After OCP "8-bit Floating Point Specification".</summary>
internal static class Float8
{
    private static readonly Dictionary<ElementType, float[]> Tables = new()
    {
        [ElementType.F8E5M2] = Table(Format.Of(ElementType.F8E5M2)),
        [ElementType.F8E4M3FN] = Table(Format.Of(ElementType.F8E4M3FN)),
        [ElementType.F8E4M3] = Table(Format.Of(ElementType.F8E4M3)),
    };

    public static float[] Values(ElementType type) => Tables[type];

    /// <summary>Nearest, ties to even; too large becomes infinity, or NaN where there is none.</summary>
    public static byte Round(ElementType type, float value)
    {
        var format = Format.Of(type);
        var sign = (byte)(float.IsNegative(value) ? 0x80 : 0);
        if (float.IsNaN(value))
            return format.NaN(sign);
        var magnitude = Math.Abs((double)value);
        if (double.IsInfinity(magnitude))
            return format.Overflow(sign);
        var exponent = magnitude == 0 ? 1 - format.Bias : Math.Max((int)Math.Floor(Math.Log2(magnitude)), 1 - format.Bias);
        if (magnitude != 0 && Math.ScaleB(1, exponent) > magnitude && exponent > 1 - format.Bias)
            exponent--;
        var steps = (long)Math.Round(Math.ScaleB(magnitude, format.Mantissa - exponent), MidpointRounding.ToEven);
        // A carry out of the mantissa moves into the exponent by itself; subnormals have no implied one.
        var code = steps + (((long)exponent + format.Bias - 1) << format.Mantissa);
        if (code > format.LargestCode)
            return format.Overflow(sign);
        return (byte)(sign | (byte)code);
    }

    private static float[] Table(Format format)
    {
        var values = new float[256];
        for (var i = 0; i < 256; i++)
        {
            var code = i & 0x7F;
            var exponent = code >> format.Mantissa;
            var fraction = code & ((1 << format.Mantissa) - 1);
            var magnitude = exponent == 0
                ? Math.ScaleB(fraction, 1 - format.Bias - format.Mantissa)
                : Math.ScaleB((1 << format.Mantissa) + fraction, exponent - format.Bias - format.Mantissa);
            if (code > format.LargestCode)
                magnitude = format.HasInfinity && fraction == 0 ? double.PositiveInfinity : double.NaN;
            values[i] = (float)(i >= 128 ? -magnitude : magnitude);
        }
        return values;
    }

    private readonly record struct Format(int Mantissa, int Bias, int LargestCode, bool HasInfinity)
    {
        public static Format Of(ElementType type) => type switch
        {
            ElementType.F8E5M2 => new(2, 15, 0x7B, true),
            ElementType.F8E4M3FN => new(3, 7, 0x7E, false),
            _ => new(3, 7, 0x77, true),
        };

        public byte NaN(byte sign) => (byte)(sign | (HasInfinity ? LargestCode + 2 : 0x7F));

        public byte Overflow(byte sign) => HasInfinity ? (byte)(sign | (LargestCode + 1)) : NaN(sign);
    }
}

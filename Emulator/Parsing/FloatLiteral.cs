using Emulator.Ir;

namespace Emulator.Parsing;

/// <summary>Bits of a float literal: read as a double, rounded to nearest even, as MLIR does.</summary>
internal static class FloatLiteral
{
    public static ulong ToBits(double value, ElementType type) => type switch
    {
        ElementType.F64 => BitConverter.DoubleToUInt64Bits(value),
        ElementType.F32 => BitConverter.SingleToUInt32Bits((float)value),
        ElementType.F16 => BitConverter.HalfToUInt16Bits((Half)value),
        ElementType.BF16 => Round(value, exponentBits: 8, mantissaBits: 7, bias: 127, maximum: 0x7F7F, overflow: 0x7F80),
        ElementType.F8E5M2 => Round(value, 5, 2, 15, 0x7B, 0x7C),
        ElementType.F8E4M3 => Round(value, 4, 3, 7, 0x77, 0x78),
        ElementType.F8E4M3FN => Round(value, 4, 3, 7, 0x7E, 0x7F),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a float type"),
    };

    private static ulong Round(double value, int exponentBits, int mantissaBits, int bias, ulong maximum, ulong overflow)
    {
        var sign = double.IsNegative(value) ? 1UL << (exponentBits + mantissaBits) : 0;
        var magnitude = Math.Abs(value);
        if (magnitude == 0)
            return sign;
        // The unit in the last place of the value, not below that of the subnormals.
        var exponent = Math.Max(Math.ILogB(magnitude), 1 - bias);
        var units = Math.Round(Math.ScaleB(magnitude, mantissaBits - exponent), MidpointRounding.ToEven);
        if (double.IsInfinity(units))
            return sign | overflow;
        // A mantissa that rounds up to the next power of two carries into the exponent by itself.
        var bits = units + Math.ScaleB(exponent + bias - 1, mantissaBits);
        return sign | (bits > maximum ? overflow : (ulong)bits);
    }
}

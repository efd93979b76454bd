using System.Globalization;
using Emulator.Ir;

namespace Emulator.Parsing;

/// <summary>Bits of an integer literal. As in MLIR a signless type takes its signed and its unsigned range.</summary>
internal static class IntegerLiteral
{
    public static bool TryToBits(ReadOnlySpan<char> text, ElementType type, out ulong bits)
    {
        var negative = text[0] == '-';
        var digits = negative ? text[1..] : text;
        var parsed = digits.StartsWith("0x")
            ? ulong.TryParse(digits[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var magnitude)
            : ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out magnitude);
        var width = type == ElementType.Pred ? 1 : 8 * type.Size();
        var mask = width == 64 ? ulong.MaxValue : (1UL << width) - 1;
        bits = (negative ? 0 - magnitude : magnitude) & mask;
        if (!parsed)
            return false;
        if (!negative)
            return magnitude <= mask;
        return !type.IsUnsigned() && magnitude <= 1UL << (width - 1);
    }
}

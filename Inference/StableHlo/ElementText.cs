using System.Globalization;
using Pjrt;

namespace Inference.StableHlo;

/// <summary>Element types and numbers as StableHLO writes them.</summary>
internal static class ElementText
{
    public static string Text(this ElementType element) => element switch
    {
        ElementType.Pred => "i1",
        ElementType.S8 => "i8",
        ElementType.S32 => "i32",
        ElementType.S64 => "i64",
        ElementType.U8 => "ui8",
        ElementType.U32 => "ui32",
        ElementType.F16 => "f16",
        ElementType.BF16 => "bf16",
        ElementType.F32 => "f32",
        ElementType.F64 => "f64",
        _ => throw new ShapeException($"No model computes with {element}."),
    };

    public static bool IsFloat(this ElementType element) =>
        element is ElementType.F16 or ElementType.BF16 or ElementType.F32 or ElementType.F64;

    /// <summary>A number so that it parses to the same bits everywhere.</summary>
    public static string Literal(this ElementType element, double value)
    {
        if (element == ElementType.Pred)
            return value != 0 ? "true" : "false";
        if (!element.IsFloat())
            return value == Math.Floor(value)
                ? ((long)value).ToString(CultureInfo.InvariantCulture)
                : throw new ShapeException($"{value} is no {element.Text()}.");
        if (double.IsInfinity(value))
            return Infinity(element, value < 0);
        var text = ((float)value).ToString("R", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E');
        // MLIR reads a number without a point as an integer.
        return text.Contains('.') ? text : exponent < 0 ? text + ".0" : text.Insert(exponent, ".0");
    }

    private static string Infinity(ElementType element, bool negative) => element switch
    {
        ElementType.F16 => negative ? "0xFC00" : "0x7C00",
        ElementType.BF16 => negative ? "0xFF80" : "0x7F80",
        ElementType.F64 => negative ? "0xFFF0000000000000" : "0x7FF0000000000000",
        _ => negative ? "0xFF800000" : "0x7F800000",
    };
}

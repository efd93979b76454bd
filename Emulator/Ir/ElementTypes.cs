namespace Emulator.Ir;

/// <summary>What is known of an element type: its MLIR name, its bytes in memory (a predicate takes one), its family.</summary>
internal static class ElementTypes
{
    private static readonly (ElementType Type, string Name, int Size)[] Known =
    [
        (ElementType.Pred, "i1", 1),
        (ElementType.S8, "i8", 1),
        (ElementType.S16, "i16", 2),
        (ElementType.S32, "i32", 4),
        (ElementType.S64, "i64", 8),
        (ElementType.U8, "ui8", 1),
        (ElementType.U16, "ui16", 2),
        (ElementType.U32, "ui32", 4),
        (ElementType.U64, "ui64", 8),
        (ElementType.F16, "f16", 2),
        (ElementType.F32, "f32", 4),
        (ElementType.F64, "f64", 8),
        (ElementType.BF16, "bf16", 2),
        (ElementType.C64, "complex<f32>", 8),
        (ElementType.C128, "complex<f64>", 16),
        (ElementType.F8E5M2, "f8E5M2", 1),
        (ElementType.F8E4M3FN, "f8E4M3FN", 1),
        (ElementType.F8E4M3, "f8E4M3", 1),
        (ElementType.Token, "token", 0),
    ];

    private static readonly int[] Sizes = MakeSizes();
    private static readonly Dictionary<string, ElementType> ByName = Known.ToDictionary(k => k.Name, k => k.Type);

    /// <summary>Every name the parser accepts inside <c>tensor&lt;…&gt;</c>.</summary>
    public static string AllowedNames { get; } = string.Join(", ", Known.Where(k => k.Size > 0).Select(k => k.Name));

    public static Dictionary<string, ElementType>.AlternateLookup<ReadOnlySpan<char>> Lookup { get; } = ByName.GetAlternateLookup<ReadOnlySpan<char>>();

    public static int Size(this ElementType type) => Sizes[(int)type];

    public static bool IsKnown(int number) => (uint)number < (uint)Sizes.Length && Sizes[number] > 0;

    public static string MlirName(this ElementType type) => Array.Find(Known, k => k.Type == type).Name ?? type.ToString();

    public static bool IsFloat(this ElementType type) => type is ElementType.F16 or ElementType.F32 or ElementType.F64 or ElementType.BF16 || type.IsFloat8();

    public static bool IsFloat8(this ElementType type) => type is ElementType.F8E5M2 or ElementType.F8E4M3FN or ElementType.F8E4M3;

    public static bool IsSigned(this ElementType type) => type is >= ElementType.S8 and <= ElementType.S64;

    public static bool IsUnsigned(this ElementType type) => type is >= ElementType.U8 and <= ElementType.U64;

    public static bool IsInteger(this ElementType type) => type is >= ElementType.S8 and <= ElementType.U64;

    public static bool IsComplex(this ElementType type) => type is ElementType.C64 or ElementType.C128;

    private static int[] MakeSizes()
    {
        var sizes = new int[34];
        foreach (var (type, _, size) in Known)
            sizes[(int)type] = size;
        return sizes;
    }
}

using Emulator.Ir;

namespace Emulator.Kernels.Tiles;

/// <summary>How a tile's elements are held while they are computed with; narrower types are widened and rounded or wrapped after each operation.</summary>
internal enum TileClass : byte
{
    F32,
    F64,
    I32,
    U32,
    I64,
    U64,

    /// <summary>A predicate: an i32, 0 or -1.</summary>
    Mask,
}

internal static class TileClasses
{
    public static int Size(this TileClass tileClass) => tileClass is TileClass.F64 or TileClass.I64 or TileClass.U64 ? 8 : 4;

    /// <summary>The class that computes an element type; null for those the device has no arithmetic for.</summary>
    public static TileClass? Of(ElementType type) => type switch
    {
        ElementType.F32 or ElementType.BF16 or ElementType.F16 => TileClass.F32,
        ElementType.F64 => TileClass.F64,
        ElementType.S8 or ElementType.S16 or ElementType.S32 => TileClass.I32,
        ElementType.U8 or ElementType.U16 or ElementType.U32 => TileClass.U32,
        ElementType.S64 => TileClass.I64,
        ElementType.U64 => TileClass.U64,
        ElementType.Pred => TileClass.Mask,
        _ when type.IsFloat8() => TileClass.F32,
        _ => null,
    };

    /// <summary>Whether memory of the type is the register form itself.</summary>
    public static bool IsNative(ElementType type)
        => type is ElementType.F32 or ElementType.F64 or ElementType.S32 or ElementType.U32 or ElementType.S64 or ElementType.U64;
}

namespace Pjrt;

/// <summary>Sizes of element types and the .NET types that stand for them.</summary>
public static class ElementTypes
{
    /// <summary>Bytes of one element.</summary>
    /// <exception cref="ArgumentException">The type has no size of whole bytes.</exception>
    public static int SizeInBytes(this ElementType type) => type switch
    {
        ElementType.Pred or ElementType.S8 or ElementType.U8 => 1,
        ElementType.F8E5M2 or ElementType.F8E4M3FN or ElementType.F8E4M3B11FNUZ or ElementType.F8E5M2FNUZ
            or ElementType.F8E4M3FNUZ or ElementType.F8E4M3 or ElementType.F8E3M4 or ElementType.F8E8M0FNU => 1,
        ElementType.S16 or ElementType.U16 or ElementType.F16 or ElementType.BF16 => 2,
        ElementType.S32 or ElementType.U32 or ElementType.F32 => 4,
        ElementType.S64 or ElementType.U64 or ElementType.F64 or ElementType.C64 => 8,
        ElementType.C128 => 16,
        _ => throw new ArgumentException($"{type} has no size of whole bytes.", nameof(type)),
    };

    /// <summary>The element type that <typeparamref name="T"/> stands for; bfloat16 has none, pass its bytes.</summary>
    /// <exception cref="ArgumentException">No element type has this .NET type.</exception>
    public static ElementType Of<T>()
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            return ElementType.F32;
        if (typeof(T) == typeof(double))
            return ElementType.F64;
        if (typeof(T) == typeof(Half))
            return ElementType.F16;
        if (typeof(T) == typeof(bool))
            return ElementType.Pred;
        if (typeof(T) == typeof(sbyte))
            return ElementType.S8;
        if (typeof(T) == typeof(byte))
            return ElementType.U8;
        if (typeof(T) == typeof(short))
            return ElementType.S16;
        if (typeof(T) == typeof(ushort))
            return ElementType.U16;
        if (typeof(T) == typeof(int))
            return ElementType.S32;
        if (typeof(T) == typeof(uint))
            return ElementType.U32;
        if (typeof(T) == typeof(long))
            return ElementType.S64;
        if (typeof(T) == typeof(ulong))
            return ElementType.U64;
        throw new ArgumentException($"No element type has the .NET type {typeof(T)}.");
    }
}

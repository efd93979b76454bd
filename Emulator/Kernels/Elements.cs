using Emulator.Ir;

namespace Emulator.Kernels;

/// <summary>Single elements of any type: for indices, and where speed does not matter.</summary>
internal static unsafe class Elements
{
    public static long Long(ElementType type, byte* from, long index) => type switch
    {
        ElementType.Pred => from[index] != 0 ? 1 : 0,
        ElementType.S8 => ((sbyte*)from)[index],
        ElementType.S16 => ((short*)from)[index],
        ElementType.S32 => ((int*)from)[index],
        ElementType.U8 => from[index],
        ElementType.U16 => ((ushort*)from)[index],
        ElementType.U32 => ((uint*)from)[index],
        ElementType.S64 or ElementType.U64 => ((long*)from)[index],
        _ => (long)Double(type, from, index),
    };

    public static double Double(ElementType type, byte* from, long index) => type switch
    {
        ElementType.F32 => ((float*)from)[index],
        ElementType.F64 => ((double*)from)[index],
        ElementType.BF16 => BFloat16s.Widen(((ushort*)from)[index]),
        ElementType.F16 => (double)((Half*)from)[index],
        ElementType.U64 => ((ulong*)from)[index],
        _ when type.IsFloat8() => Float8.Values(type)[from[index]],
        _ => Long(type, from, index),
    };

    /// <summary>The low bits; a predicate is whether it is not 0.</summary>
    public static void Store(ElementType type, byte* to, long index, long value)
    {
        switch (type.Size())
        {
            case 1: to[index] = type == ElementType.Pred ? (byte)(value != 0 ? 1 : 0) : (byte)value; break;
            case 2: ((short*)to)[index] = (short)value; break;
            case 4: ((int*)to)[index] = (int)value; break;
            default: ((long*)to)[index] = value; break;
        }
    }

    public static void Store(ElementType type, byte* to, long index, double value)
    {
        switch (type)
        {
            case ElementType.F32: ((float*)to)[index] = (float)value; break;
            case ElementType.F64: ((double*)to)[index] = value; break;
            case ElementType.BF16: ((ushort*)to)[index] = BFloat16s.Round((float)value); break;
            case ElementType.F16: ((Half*)to)[index] = (Half)value; break;
            default: to[index] = Float8.Round(type, (float)value); break;
        }
    }
}

using System.Runtime.CompilerServices;
using Emulator.Ir;

namespace Emulator.Kernels.Tiles;

/// <summary>Brings a register to the precision or range of a narrower element type.</summary>
internal static unsafe class TileRounding
{
    /// <summary>Whether the class holds values that the element type cannot.</summary>
    public static bool Needed(ElementType type) => !TileClasses.IsNative(type) && type != ElementType.Pred;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Round(ElementType type, byte* to, byte* a, long count)
    {
        switch (type)
        {
            case ElementType.BF16:
                TileLoops.Unary<float, RoundBFloat16Op>(to, a, count);
                break;
            case ElementType.F16:
                for (long i = 0; i < count; i++)
                    ((float*)to)[i] = (float)(Half)((float*)a)[i];
                break;
            case ElementType.S8:
                for (long i = 0; i < count; i++)
                    ((int*)to)[i] = (sbyte)((int*)a)[i];
                break;
            case ElementType.S16:
                for (long i = 0; i < count; i++)
                    ((int*)to)[i] = (short)((int*)a)[i];
                break;
            case ElementType.U8:
                for (long i = 0; i < count; i++)
                    ((uint*)to)[i] = (byte)((uint*)a)[i];
                break;
            case ElementType.U16:
                for (long i = 0; i < count; i++)
                    ((uint*)to)[i] = (ushort)((uint*)a)[i];
                break;
            default:
                var values = Float8.Values(type);
                for (long i = 0; i < count; i++)
                    ((float*)to)[i] = values[Float8.Round(type, ((float*)a)[i])];
                break;
        }
    }
}

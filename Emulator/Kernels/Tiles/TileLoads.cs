using System.Runtime.CompilerServices;
using Emulator.Ir;

namespace Emulator.Kernels.Tiles;

/// <summary>Elements from memory to the class's form: adjacent, repeated or strided.</summary>
internal static unsafe class TileLoads
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ElementType type, byte* from, long stride, byte* to, long count)
    {
        switch (type)
        {
            case ElementType.F32 or ElementType.S32 or ElementType.U32:
                Native<int>(from, stride, to, count);
                break;
            case ElementType.F64 or ElementType.S64 or ElementType.U64:
                Native<long>(from, stride, to, count);
                break;
            case ElementType.BF16:
                Widen<ushort, int, BFloat16Load>(from, stride, to, count);
                break;
            case ElementType.F16:
                Widen<Half, float, HalfLoad>(from, stride, to, count);
                break;
            case ElementType.S8:
                Widen<sbyte, int, SByteLoad>(from, stride, to, count);
                break;
            case ElementType.U8:
                Widen<byte, int, ByteLoad>(from, stride, to, count);
                break;
            case ElementType.S16:
                Widen<short, int, ShortLoad>(from, stride, to, count);
                break;
            case ElementType.U16:
                Widen<ushort, int, UShortLoad>(from, stride, to, count);
                break;
            case ElementType.Pred:
                Widen<byte, int, PredLoad>(from, stride, to, count);
                break;
            default:
                var values = Float8.Values(type);
                for (long i = 0; i < count; i++)
                    ((float*)to)[i] = values[from[i * stride]];
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Native<T>(byte* from, long stride, byte* to, long count)
        where T : unmanaged
    {
        if (stride == 1)
        {
            Buffer.MemoryCopy(from, to, count * sizeof(T), count * sizeof(T));
            return;
        }
        if (stride == 0)
        {
            var value = *(T*)from;
            for (long i = 0; i < count; i++)
                ((T*)to)[i] = value;
            return;
        }
        for (long i = 0; i < count; i++)
            ((T*)to)[i] = ((T*)from)[i * stride];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Widen<TFrom, TTo, TLoad>(byte* from, long stride, byte* to, long count)
        where TFrom : unmanaged
        where TTo : unmanaged
        where TLoad : struct, ITileLoad<TFrom, TTo>
    {
        for (long i = 0; i < count; i++)
            ((TTo*)to)[i] = TLoad.Widen(((TFrom*)from)[i * stride]);
    }
}

using System.Runtime.CompilerServices;
using Emulator.Ir;

namespace Emulator.Kernels.Tiles;

/// <summary>From the class's form to memory, adjacent or strided; values are already rounded to the element type.</summary>
internal static unsafe class TileStores
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ElementType type, byte* from, byte* to, long stride, long count)
    {
        switch (type)
        {
            case ElementType.F32 or ElementType.S32 or ElementType.U32:
                Native<int>(from, to, stride, count);
                break;
            case ElementType.F64 or ElementType.S64 or ElementType.U64:
                Native<long>(from, to, stride, count);
                break;
            case ElementType.BF16:
                for (long i = 0; i < count; i++)
                    ((ushort*)to)[i * stride] = ((ushort*)from)[2 * i + 1];
                break;
            case ElementType.F16:
                for (long i = 0; i < count; i++)
                    ((Half*)to)[i * stride] = (Half)((float*)from)[i];
                break;
            case ElementType.S8 or ElementType.U8:
                for (long i = 0; i < count; i++)
                    to[i * stride] = (byte)((int*)from)[i];
                break;
            case ElementType.S16 or ElementType.U16:
                for (long i = 0; i < count; i++)
                    ((short*)to)[i * stride] = (short)((int*)from)[i];
                break;
            case ElementType.Pred:
                for (long i = 0; i < count; i++)
                    to[i * stride] = (byte)(((int*)from)[i] & 1);
                break;
            default:
                for (long i = 0; i < count; i++)
                    to[i * stride] = Float8.Round(type, ((float*)from)[i]);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Native<T>(byte* from, byte* to, long stride, long count)
        where T : unmanaged
    {
        if (stride == 1)
        {
            Buffer.MemoryCopy(from, to, count * sizeof(T), count * sizeof(T));
            return;
        }
        for (long i = 0; i < count; i++)
            ((T*)to)[i * stride] = ((T*)from)[i];
    }
}

using System.Runtime.CompilerServices;
using Emulator.Ir;

namespace Emulator.Kernels.Products;

/// <summary>Floats rounded to nearest even into the output's element type.</summary>
internal static unsafe class FloatStores
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Row(ElementType type, float* from, byte* to, long index, long count)
    {
        switch (type)
        {
            case ElementType.F32:
                Buffer.MemoryCopy(from, (float*)to + index, count * sizeof(float), count * sizeof(float));
                break;
            case ElementType.BF16:
                for (long i = 0; i < count; i++)
                    ((ushort*)to)[index + i] = BFloat16s.Round(from[i]);
                break;
            default:
                for (long i = 0; i < count; i++)
                    ((Half*)to)[index + i] = (Half)from[i];
                break;
        }
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Emulator.Ir;

namespace Emulator.Kernels.Products;

/// <summary>The element types a product in f32 can read, each widened exactly.</summary>
internal static unsafe class FloatLoads
{
    public static bool Supports(ElementType type) => type is ElementType.F32 or ElementType.BF16 or ElementType.F16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(ElementType type, byte* from, long index) => type switch
    {
        ElementType.F32 => ((float*)from)[index],
        ElementType.BF16 => BitConverter.UInt32BitsToSingle((uint)((ushort*)from)[index] << 16),
        _ => (float)((Half*)from)[index],
    };

    /// <summary><paramref name="count"/> adjacent elements as floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Row(ElementType type, byte* from, long index, float* to, long count)
    {
        long i = 0;
        if (type == ElementType.F32)
        {
            Buffer.MemoryCopy((float*)from + index, to, count * sizeof(float), count * sizeof(float));
            return;
        }
        if (type == ElementType.BF16)
        {
            var source = (ushort*)from + index;
            for (; i + 16 <= count; i += 16)
            {
                var (low, high) = Vector256.Widen(Vector256.Load(source + i));
                (low << 16).AsSingle().Store(to + i);
                (high << 16).AsSingle().Store(to + i + 8);
            }
        }
        for (; i < count; i++)
            to[i] = Load(type, from, index + i);
    }
}

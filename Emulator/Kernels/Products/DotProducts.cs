using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Emulator.Execution.Workers;
using Emulator.Ir;

namespace Emulator.Kernels.Products;

/// <summary>
/// Products with a few rows by a right side whose k are adjacent (a weight as checkpoints store it): bound by reading the
/// weight once, so nothing is packed.
/// </summary>
internal static unsafe class DotProducts
{
    private const int MostRows = 4;
    private const long ElementsPerTask = 64 * 1024;

    public static bool Suits(ProductShape shape)
        => shape.Rows <= MostRows && shape.LeftDepth == 1 && shape.RightDepth == 1 && shape.Depth >= 16
            && shape.Left == ElementType.F32 && shape.Right is ElementType.F32 or ElementType.BF16;

    public static void Run(ProductShape shape, byte* a, byte* b, byte* c, Crew crew)
    {
        var context = new Context { A = a, B = b, C = c };
        var grain = Math.Max(1, ElementsPerTask / shape.Depth);
        context.Parts = crew.Parts(shape.Columns, grain);
        crew.For(checked((int)(context.Parts * shape.BatchCount)), &Task, &context, shape);
    }

    private static void Task(void* data, object? state, int index)
    {
        ref var context = ref Unsafe.AsRef<Context>(data);
        var shape = (ProductShape)state!;
        var (batch, part) = Math.DivRem((long)index, context.Parts);
        var (left, right) = shape.Offsets(batch);
        var a = (float*)context.A + left;
        var sums = stackalloc float[MostRows];
        var end = (part + 1) * shape.Columns / context.Parts;
        for (var n = part * shape.Columns / context.Parts; n < end; n++)
        {
            var start = right + n * shape.RightColumn;
            if (shape.Right == ElementType.F32)
                Dots((float*)context.B + start, a, shape.LeftRow, (int)shape.Rows, shape.Depth, sums);
            else
                Dots((ushort*)context.B + start, a, shape.LeftRow, (int)shape.Rows, shape.Depth, sums);
            for (long m = 0; m < shape.Rows; m++)
                FloatStores.Row(shape.Output, sums + m, context.C, (batch * shape.Rows + m) * shape.Columns + n, 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Dots(float* b, float* a, long rowStride, int rows, long depth, float* sums)
    {
        for (var m = 0; m < rows; m++, a += rowStride)
        {
            Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default;
            long k = 0;
            for (; k + 64 <= depth; k += 64)
            {
                s0 = Vector512.MultiplyAddEstimate(Vector512.Load(a + k), Vector512.Load(b + k), s0);
                s1 = Vector512.MultiplyAddEstimate(Vector512.Load(a + k + 16), Vector512.Load(b + k + 16), s1);
                s2 = Vector512.MultiplyAddEstimate(Vector512.Load(a + k + 32), Vector512.Load(b + k + 32), s2);
                s3 = Vector512.MultiplyAddEstimate(Vector512.Load(a + k + 48), Vector512.Load(b + k + 48), s3);
            }
            for (; k + 16 <= depth; k += 16)
                s0 = Vector512.MultiplyAddEstimate(Vector512.Load(a + k), Vector512.Load(b + k), s0);
            var sum = Vector512.Sum((s0 + s1) + (s2 + s3));
            for (; k < depth; k++)
                sum += a[k] * b[k];
            sums[m] = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Dots(ushort* b, float* a, long rowStride, int rows, long depth, float* sums)
    {
        for (var m = 0; m < rows; m++, a += rowStride)
        {
            Vector512<float> s0 = default, s1 = default;
            long k = 0;
            for (; k + 32 <= depth; k += 32)
            {
                var (low, high) = Vector512.Widen(Vector512.Load(b + k));
                s0 = Vector512.MultiplyAddEstimate(Vector512.Load(a + k), (low << 16).AsSingle(), s0);
                s1 = Vector512.MultiplyAddEstimate(Vector512.Load(a + k + 16), (high << 16).AsSingle(), s1);
            }
            var sum = Vector512.Sum(s0 + s1);
            for (; k < depth; k++)
                sum += a[k] * BFloat16s.Widen(b[k]);
            sums[m] = sum;
        }
    }

    private struct Context
    {
        public byte* A, B, C;
        public long Parts;
    }
}

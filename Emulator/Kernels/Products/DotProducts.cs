using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Emulator.Execution.Workers;
using Emulator.Ir;
using Emulator.Kernels.Simd;

namespace Emulator.Kernels.Products;

/// <summary>
/// Products with a few rows by a right side whose k are adjacent (a weight as checkpoints store it): bound by reading the
/// weight once, so nothing is packed.
/// </summary>
internal static unsafe class DotProducts
{
    private const int MostRows = 16;
    private const int RowsTogether = 4;
    private const long ElementsPerTask = 64 * 1024;

    public static bool Suits(ProductShape shape)
        => shape.Rows <= MostRows && shape.LeftDepth == 1 && shape.RightDepth == 1 && shape.Depth >= 16 && shape.Right is ElementType.F32 or ElementType.BF16;

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
        var scratch = ThreadScratch.Current;
        var mark = scratch.Mark();
        var a = ProductRows.Left(shape, context.A, left, shape.Rows, scratch);
        var sums = stackalloc float[MostRows];
        var end = (part + 1) * shape.Columns / context.Parts;
        for (var n = part * shape.Columns / context.Parts; n < end; n++)
        {
            var start = right + n * shape.RightColumn;
            for (var m = 0; m < shape.Rows; m += RowsTogether)
            {
                var rows = (int)Math.Min(RowsTogether, shape.Rows - m);
                if (shape.Right == ElementType.F32)
                    Rows<float, FloatColumn>((float*)context.B + start, a.Start + m * a.RowStride, a.RowStride, rows, shape.Depth, sums + m);
                else
                    Rows<ushort, BFloat16Column>((ushort*)context.B + start, a.Start + m * a.RowStride, a.RowStride, rows, shape.Depth, sums + m);
            }
            for (long m = 0; m < shape.Rows; m++)
                FloatStores.Row(shape.Output, sums + m, context.C, (batch * shape.Rows + m) * shape.Columns + n, 1);
        }
        scratch.Release(mark);
    }

    private static void Rows<T, TColumn>(T* b, float* a, long stride, int rows, long depth, float* sums)
        where T : unmanaged
        where TColumn : struct, IColumn<T>
    {
        switch (rows)
        {
            case 1: Dots<T, TColumn, One>(b, a, stride, depth, sums); break;
            case 2: Dots<T, TColumn, Two>(b, a, stride, depth, sums); break;
            case 3: Dots<T, TColumn, Three>(b, a, stride, depth, sums); break;
            default: Dots<T, TColumn, Four>(b, a, stride, depth, sums); break;
        }
    }

    /// <summary>Some rows of the left side with one column of the right, each sum in two halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Dots<T, TColumn, TRows>(T* b, float* a, long stride, long depth, float* sums)
        where T : unmanaged
        where TColumn : struct, IColumn<T>
        where TRows : struct, ICount
    {
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default, t0 = default, t1 = default, t2 = default, t3 = default;
        float* a1 = a + stride, a2 = a + 2 * stride, a3 = a + 3 * stride;
        long k = 0;
        for (; k + 32 <= depth; k += 32)
        {
            var x = TColumn.Load(b + k);
            var y = TColumn.Load(b + k + 16);
            s0 = Vector512.MultiplyAddEstimate(Vector512.Load(a + k), x, s0);
            t0 = Vector512.MultiplyAddEstimate(Vector512.Load(a + k + 16), y, t0);
            if (TRows.Value > 1) s1 = Vector512.MultiplyAddEstimate(Vector512.Load(a1 + k), x, s1);
            if (TRows.Value > 1) t1 = Vector512.MultiplyAddEstimate(Vector512.Load(a1 + k + 16), y, t1);
            if (TRows.Value > 2) s2 = Vector512.MultiplyAddEstimate(Vector512.Load(a2 + k), x, s2);
            if (TRows.Value > 2) t2 = Vector512.MultiplyAddEstimate(Vector512.Load(a2 + k + 16), y, t2);
            if (TRows.Value > 3) s3 = Vector512.MultiplyAddEstimate(Vector512.Load(a3 + k), x, s3);
            if (TRows.Value > 3) t3 = Vector512.MultiplyAddEstimate(Vector512.Load(a3 + k + 16), y, t3);
        }
        sums[0] = Rest<T, TColumn>(s0 + t0, b, a, k, depth);
        if (TRows.Value > 1) sums[1] = Rest<T, TColumn>(s1 + t1, b, a1, k, depth);
        if (TRows.Value > 2) sums[2] = Rest<T, TColumn>(s2 + t2, b, a2, k, depth);
        if (TRows.Value > 3) sums[3] = Rest<T, TColumn>(s3 + t3, b, a3, k, depth);
    }

    private static float Rest<T, TColumn>(Vector512<float> halves, T* b, float* a, long k, long depth)
        where T : unmanaged
        where TColumn : struct, IColumn<T>
    {
        var sum = Vector512.Sum(halves);
        for (; k < depth; k++)
            sum += a[k] * TColumn.Widen(b[k]);
        return sum;
    }

    private interface IColumn<T>
        where T : unmanaged
    {
        static abstract Vector512<float> Load(T* from);

        static abstract float Widen(T value);
    }

    private readonly struct FloatColumn : IColumn<float>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Load(float* from) => Vector512.Load(from);

        public static float Widen(float value) => value;
    }

    private readonly struct BFloat16Column : IColumn<ushort>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Load(ushort* from)
        {
            var (low, high) = Vector256.Widen(Vector256.Load(from));
            return (Vector512.Create(low, high) << 16).AsSingle();
        }

        public static float Widen(ushort value) => BFloat16s.Widen(value);
    }

    private struct Context
    {
        public byte* A, B, C;
        public long Parts;
    }
}

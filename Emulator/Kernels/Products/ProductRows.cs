using Emulator.Ir;
using Emulator.Kernels.Simd;

namespace Emulator.Kernels.Products;

/// <summary>Some rows of the left side, times one panel.</summary>
internal static unsafe class ProductRows
{
    /// <summary>The left side as floats: where it lies if it is f32, else widened into scratch.</summary>
    public static Rows Left(ProductShape shape, byte* a, long offset, long rows, ThreadScratch scratch)
    {
        if (shape.Left == ElementType.F32)
            return new Rows((float*)a + offset, shape.LeftRow, shape.LeftDepth);
        var copy = scratch.Floats(rows * shape.Depth);
        for (long r = 0; r < rows; r++)
        {
            var to = copy + r * shape.Depth;
            if (shape.LeftDepth == 1)
            {
                FloatLoads.Row(shape.Left, a, offset + r * shape.LeftRow, to, shape.Depth);
                continue;
            }
            for (long k = 0; k < shape.Depth; k++)
                to[k] = FloatLoads.Load(shape.Left, a, offset + r * shape.LeftRow + k * shape.LeftDepth);
        }
        return new Rows(copy, shape.Depth, 1);
    }

    /// <summary>Writes columns <paramref name="column"/> … of <paramref name="rows"/> rows of c.</summary>
    public static void Multiply(
        in Rows left, long rows, float* panel, long stride, int columns, ProductShape shape, byte* c, long column, ThreadScratch scratch)
    {
        var lanes = SimdWidth.Lanes;
        var vectors = (columns + lanes - 1) / lanes;
        var whole = columns == vectors * lanes && shape.Output == ElementType.F32;
        var tileRows = MicroKernels.Rows;
        var mark = scratch.Mark();
        var tile = whole ? null : scratch.Floats(MicroKernels.MaxRows * MicroKernels.WidestPanel);
        for (long r = 0; r < rows; r += tileRows)
        {
            var count = (int)Math.Min(tileRows, rows - r);
            var kernel = MicroKernels.Get(count, vectors);
            var a = left.Start + r * left.RowStride;
            if (whole)
            {
                kernel(shape.Depth, a, left.RowStride, left.DepthStride, panel, stride, null, (float*)c + r * shape.Columns + column, shape.Columns, false);
                continue;
            }
            kernel(shape.Depth, a, left.RowStride, left.DepthStride, panel, stride, null, tile, vectors * lanes, false);
            for (var i = 0; i < count; i++)
                FloatStores.Row(shape.Output, tile + i * vectors * lanes, c, (r + i) * shape.Columns + column, columns);
        }
        scratch.Release(mark);
    }

    /// <summary>Floats with their strides.</summary>
    public readonly struct Rows(float* start, long rowStride, long depthStride)
    {
        public readonly float* Start = start;
        public readonly long RowStride = rowStride;
        public readonly long DepthStride = depthStride;
    }
}

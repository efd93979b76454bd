using System.Runtime.CompilerServices;
using Emulator.Execution.Workers;
using Emulator.Ir;

namespace Emulator.Kernels.Products;

/// <summary>
/// Batched matrix products with f32 sums: the right side is packed into panels as wide as three vectors, then blocks of rows are
/// multiplied by panel after panel. A result does not depend on the number of threads: each sum runs over k in order.
/// </summary>
internal static unsafe class MatrixProduct
{
    /// <summary>With fewer rows than this, packing costs more than it saves.</summary>
    private const int RowsWorthPacking = 24;

    private const long LargestBlock = 96;
    private const long FlopsPerTask = 200_000;

    public static bool Supports(ProductShape shape)
        => FloatLoads.Supports(shape.Left) && FloatLoads.Supports(shape.Right) && FloatLoads.Supports(shape.Output);

    /// <summary>Bytes that <see cref="Run"/> needs for the packed right side, whatever the processor.</summary>
    public static long ScratchBytes(ProductShape shape) => DotProducts.Suits(shape) ? 0 : PackedRight.Bytes(shape);

    /// <summary>c = a * b; c is dense, <c>[batches…, rows, columns]</c>.</summary>
    public static void Run(ProductShape shape, byte* a, byte* b, byte* c, byte* scratch, Crew crew)
    {
        if (shape.BatchCount * shape.Rows * shape.Columns == 0)
            return;
        if (DotProducts.Suits(shape))
        {
            DotProducts.Run(shape, a, b, c, crew);
            return;
        }
        var right = new PackedRight(shape, b, (float*)scratch);
        var context = new Context { A = a, B = b, C = c, Right = right, Direct = IsDirect(shape) };
        // Without packing, only a last panel that is not whole needs zeros beside it.
        context.PackFrom = !context.Direct ? 0 : shape.Columns % right.Width == 0 ? right.Panels : right.Panels - 1;
        Cut(shape, ref context, crew.Threads);
        crew.For(checked((int)((right.Panels - context.PackFrom) * shape.BatchCount)), &PackTask, &context, shape);
        crew.For(checked((int)(shape.BatchCount * context.RowBlocks * context.PanelGroups)), &ProductTask, &context, shape);
    }

    private static bool IsDirect(ProductShape shape)
        => shape.Right == ElementType.F32 && shape.RightColumn == 1 && shape.Rows < RowsWorthPacking;

    private static void Cut(ProductShape shape, ref Context context, int threads)
    {
        var panels = context.Right.Panels;
        context.BlockRows = Math.Min(shape.Rows, LargestBlock);
        context.RowBlocks = (shape.Rows + context.BlockRows - 1) / context.BlockRows;
        context.GroupPanels = panels;
        if (threads > 1)
        {
            var flops = 2.0 * shape.BatchCount * shape.Rows * shape.Columns * shape.Depth;
            var wanted = Math.Min(threads * 4, (long)(flops / FlopsPerTask) + 1);
            var blocks = shape.BatchCount * context.RowBlocks;
            var groups = Math.Clamp((wanted + blocks - 1) / blocks, 1, panels);
            context.GroupPanels = (panels + groups - 1) / groups;
        }
        context.PanelGroups = (panels + context.GroupPanels - 1) / context.GroupPanels;
    }

    private static void PackTask(void* data, object? state, int index)
    {
        ref var context = ref Unsafe.AsRef<Context>(data);
        var (batch, part) = Math.DivRem((long)index, context.Right.Panels - context.PackFrom);
        context.Right.Pack((ProductShape)state!, batch, context.PackFrom + part);
    }

    private static void ProductTask(void* data, object? state, int index)
    {
        ref var context = ref Unsafe.AsRef<Context>(data);
        var shape = (ProductShape)state!;
        var (rest, group) = Math.DivRem((long)index, context.PanelGroups);
        var (batch, block) = Math.DivRem(rest, context.RowBlocks);
        var first = block * context.BlockRows;
        var rows = Math.Min(context.BlockRows, shape.Rows - first);
        var scratch = ThreadScratch.Current;
        var mark = scratch.Mark();
        var offsets = shape.Offsets(batch);
        var left = ProductRows.Left(shape, context.A, offsets.Left + first * shape.LeftRow, rows, scratch);
        var to = context.C + ((batch * shape.Rows + first) * shape.Columns) * shape.Output.Size();
        var last = Math.Min(context.Right.Panels, (group + 1) * context.GroupPanels);
        for (var panel = group * context.GroupPanels; panel < last; panel++)
        {
            var column = panel * context.Right.Width;
            var right = context.Right.Panel(batch, panel, out var stride);
            if (panel < context.PackFrom)
            {
                right = (float*)context.B + offsets.Right + column;
                stride = shape.RightDepth;
            }
            ProductRows.Multiply(left, rows, right, stride, context.Right.ColumnsOf(panel), shape, to, column, scratch);
        }
        scratch.Release(mark);
    }

    private struct Context
    {
        public byte* A, B, C;
        public PackedRight Right;
        public bool Direct;
        public long PackFrom, BlockRows, RowBlocks, GroupPanels, PanelGroups;
    }
}

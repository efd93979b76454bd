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

    private const long FlopsPerTask = 200_000;

    public static bool Supports(ProductShape shape)
        => FloatLoads.Supports(shape.Left) && FloatLoads.Supports(shape.Right) && FloatLoads.Supports(shape.Output);

    /// <summary>Bytes that <see cref="Run"/> needs for the packed right side, whatever the processor.</summary>
    public static long ScratchBytes(ProductShape shape)
    {
        if (DotProducts.Suits(shape))
            return 0;
        var widest = MicroKernels.WidestPanel;
        var columns = IsDirect(shape) ? widest : (shape.Columns + widest - 1) / widest * widest;
        return shape.BatchCount * shape.Depth * columns * sizeof(float);
    }

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
        var plan = new Plan(shape, a, b, c, (float*)scratch, crew.Threads);
        crew.For(plan.PackTasks, &PackTask, &plan, shape);
        crew.For(plan.ProductTasks, &ProductTask, &plan, shape);
    }

    private static bool IsDirect(ProductShape shape)
        => shape.Right == ElementType.F32 && shape.RightColumn == 1 && shape.Rows < RowsWorthPacking;

    private static void PackTask(void* context, object? state, int index)
    {
        ref var plan = ref Unsafe.AsRef<Plan>(context);
        var shape = (ProductShape)state!;
        var (batch, part) = Math.DivRem((long)index, plan.PackPanels);
        var panel = plan.Direct ? plan.Panels - 1 : part;
        var columns = plan.ColumnsOf(panel);
        var source = plan.B + (shape.Offsets(batch).Right + panel * plan.Width * shape.RightColumn) * shape.Right.Size();
        PanelPacking.Pack(
            shape.Right, source, shape.RightDepth, shape.RightColumn, shape.Depth, columns, Plan.Padded(columns), plan.Packed(batch, panel));
    }

    private static void ProductTask(void* context, object? state, int index)
    {
        ref var plan = ref Unsafe.AsRef<Plan>(context);
        var shape = (ProductShape)state!;
        var (rest, group) = Math.DivRem((long)index, plan.PanelGroups);
        var (batch, block) = Math.DivRem(rest, plan.RowBlocks);
        var first = block * plan.BlockRows;
        var rows = Math.Min(plan.BlockRows, shape.Rows - first);
        var scratch = ThreadScratch.Current;
        var mark = scratch.Mark();
        var offsets = shape.Offsets(batch);
        var left = ProductRows.Left(shape, plan.A, offsets.Left + first * shape.LeftRow, rows, scratch);
        var to = plan.C + ((batch * shape.Rows + first) * shape.Columns) * shape.Output.Size();
        var last = Math.Min(plan.Panels, (group + 1) * plan.GroupPanels);
        for (var panel = group * plan.GroupPanels; panel < last; panel++)
        {
            var right = plan.Panel(shape, batch, panel, offsets.Right, out var stride);
            ProductRows.Multiply(left, rows, right, stride, plan.ColumnsOf(panel), shape, to, panel * plan.Width, scratch);
        }
        scratch.Release(mark);
    }

    /// <summary>How the product is cut, and where everything lies.</summary>
    private readonly struct Plan
    {
        public readonly byte* A, B, C;
        public readonly bool Direct;
        public readonly long Width, Panels, PackPanels, BlockRows, RowBlocks, GroupPanels, PanelGroups, BatchCount;
        private readonly float* _scratch;
        private readonly long _columns, _depth, _batchFloats;

        public Plan(ProductShape shape, byte* a, byte* b, byte* c, float* scratch, int threads)
        {
            A = a;
            B = b;
            C = c;
            _scratch = scratch;
            (_columns, _depth, BatchCount) = (shape.Columns, shape.Depth, shape.BatchCount);
            Direct = IsDirect(shape);
            Width = MicroKernels.PanelWidth;
            Panels = (_columns + Width - 1) / Width;
            PackPanels = !Direct ? Panels : _columns % Width == 0 ? 0 : 1;
            _batchFloats = Direct ? Width * _depth : Padded(_columns) * _depth;
            (BlockRows, GroupPanels) = Cut(shape, Panels, threads);
            RowBlocks = (shape.Rows + BlockRows - 1) / BlockRows;
            PanelGroups = (Panels + GroupPanels - 1) / GroupPanels;
        }

        public int PackTasks => checked((int)(PackPanels * BatchCount));

        public int ProductTasks => checked((int)(BatchCount * RowBlocks * PanelGroups));

        public static int Padded(long columns) => (int)((columns + Kernels.Simd.SimdWidth.Lanes - 1) / Kernels.Simd.SimdWidth.Lanes * Kernels.Simd.SimdWidth.Lanes);

        public int ColumnsOf(long panel) => (int)Math.Min(Width, _columns - panel * Width);

        public float* Packed(long batch, long panel) => _scratch + batch * _batchFloats + (Direct ? 0 : panel * Width * _depth);

        public float* Panel(ProductShape shape, long batch, long panel, long offset, out long stride)
        {
            var columns = ColumnsOf(panel);
            if (Direct && columns == Width)
            {
                stride = shape.RightDepth;
                return (float*)B + offset + panel * Width;
            }
            stride = Padded(columns);
            return Packed(batch, panel);
        }

        private static (long Rows, long Panels) Cut(ProductShape shape, long panels, int threads)
        {
            const long largest = 96;
            var rows = Math.Min(shape.Rows, largest);
            if (threads == 1)
                return (rows, panels);
            var flops = 2.0 * shape.BatchCount * shape.Rows * shape.Columns * shape.Depth;
            var wanted = Math.Min(threads * 4, (long)(flops / FlopsPerTask) + 1);
            var blocks = shape.BatchCount * ((shape.Rows + rows - 1) / rows);
            if (blocks >= wanted)
                return (rows, panels);
            var groups = Math.Min(panels, (wanted + blocks - 1) / blocks);
            return (rows, (panels + groups - 1) / groups);
        }
    }
}

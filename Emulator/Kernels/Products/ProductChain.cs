using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Emulator.Execution.Workers;
using Emulator.Ir;
using Emulator.Kernels.Tiles;

namespace Emulator.Kernels.Products;

/// <summary>
/// Runs a <see cref="ChainShape"/> by blocks of rows. The matrix between two products never exists as a whole: at 2,336 tokens and
/// eight heads that of the attention would be 175 MB, and moving it costs more than computing it.
/// </summary>
internal static unsafe class ProductChain
{
    private const long BlockBytes = 256 * 1024;
    private const long LargestBlock = 96;
    private const int MostBuffers = 64;

    public static long FirstScratchBytes(ChainShape shape) => PackedRight.Bytes(shape.First);

    public static long SecondScratchBytes(ChainShape shape) => shape.Second is { } second ? PackedRight.Bytes(second) : 0;

    /// <param name="left">Left side of the first product; likewise <paramref name="right"/>.</param>
    /// <param name="secondRight">Right side of the second product, if there is one; likewise <paramref name="output"/>.</param>
    /// <param name="middle">Buffers of the tile program, without the two that exist only in blocks.</param>
    public static void Run(
        ChainShape shape, byte* left, byte* right, byte* secondRight, byte* output, byte* firstScratch, byte* secondScratch, byte** middle, Crew crew)
    {
        var first = shape.First;
        var context = new Context { Left = left, Output = output, Middle = middle, First = new PackedRight(first, right, (float*)firstScratch) };
        if (shape.Second is { } second)
            context.Second = new PackedRight(second, secondRight, (float*)secondScratch);
        context.FirstTasks = first.BatchCount * context.First.Panels;
        var packTasks = context.FirstTasks + (shape.Second is null ? 0 : first.BatchCount * context.Second.Panels);
        context.BlockRows = BlockRows(first, crew.Threads);
        context.Blocks = (first.Rows + context.BlockRows - 1) / context.BlockRows;
        crew.For(checked((int)packTasks), &PackTask, &context, shape);
        crew.For(checked((int)(first.BatchCount * context.Blocks)), &BlockTask, &context, shape);
    }

    /// <summary>Whole tiles of rows, few enough for the second-level cache and for an even share of the threads.</summary>
    private static long BlockRows(ProductShape first, int threads)
    {
        var fits = BlockBytes / Math.Max(1, first.Columns * sizeof(float));
        var even = threads == 1 ? LargestBlock : first.BatchCount * first.Rows / (threads * 4L);
        return Math.Clamp(Math.Min(fits, even) / MicroKernels.MaxRows * MicroKernels.MaxRows, MicroKernels.MaxRows, LargestBlock);
    }

    private static void PackTask(void* data, object? state, int index)
    {
        ref var context = ref Unsafe.AsRef<Context>(data);
        var shape = (ChainShape)state!;
        if (index < context.FirstTasks)
            context.First.Pack(shape.First, index / context.First.Panels, index % context.First.Panels);
        else
            context.Second.Pack(shape.Second!, (index - context.FirstTasks) / context.Second.Panels, (index - context.FirstTasks) % context.Second.Panels);
    }

    private static void BlockTask(void* data, object? state, int index)
    {
        ref var context = ref Unsafe.AsRef<Context>(data);
        var shape = (ChainShape)state!;
        var first = shape.First;
        var (batch, block) = Math.DivRem((long)index, context.Blocks);
        var row = block * context.BlockRows;
        var rows = Math.Min(context.BlockRows, first.Rows - row);
        var start = (batch * first.Rows + row) * first.Columns;
        var scratch = ThreadScratch.Current;
        var mark = scratch.Mark();
        var product = scratch.Bytes(rows * first.Columns * first.Output.Size());
        var left = ProductRows.Left(first, context.Left, first.Offsets(batch).Left + row * first.LeftRow, rows, scratch);
        Multiply(first, context.First, left, batch, rows, product, scratch);

        // The program counts from the whole product's start.
        var buffers = stackalloc byte*[MostBuffers];
        for (var i = 0; i < shape.Middle.Buffers; i++)
            buffers[i] = context.Middle[i];
        buffers[shape.MiddleInput] = product - start * first.Output.Size();
        if (shape.Second is not { } second)
        {
            TileRunner.Run(shape.Middle, buffers, start, start + rows * first.Columns);
            scratch.Release(mark);
            return;
        }
        var joined = scratch.Bytes(rows * first.Columns * second.Left.Size());
        buffers[shape.MiddleOutput] = joined - start * second.Left.Size();
        var divisors = scratch.Floats(rows + 16);
        if (shape.Divisor >= 0)
            buffers[shape.Divisor] = (byte*)(divisors - (batch * first.Rows + row));
        TileRunner.Run(shape.Middle, buffers, start, start + rows * first.Columns);
        left = ProductRows.Left(second, joined, 0, rows, scratch);
        var to = context.Output + (batch * second.Rows + row) * second.Columns * second.Output.Size();
        Multiply(second, context.Second, left, batch, rows, to, scratch);
        for (long r = 0; r < rows && shape.Divisor >= 0; r++)
            Divide((float*)to + r * second.Columns, divisors[r], second.Columns);
        scratch.Release(mark);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Divide(float* row, float divisor, long count)
    {
        long i = 0;
        for (; i + 16 <= count; i += 16)
            (Vector512.Load(row + i) / divisor).Store(row + i);
        for (; i < count; i++)
            row[i] /= divisor;
    }

    private static void Multiply(
        ProductShape shape, in PackedRight right, in ProductRows.Rows left, long batch, long rows, byte* to, ThreadScratch scratch)
    {
        for (long panel = 0; panel < right.Panels; panel++)
        {
            var from = right.Panel(batch, panel, out var stride);
            ProductRows.Multiply(left, rows, from, stride, right.ColumnsOf(panel), shape, to, panel * right.Width, scratch);
        }
    }

    private struct Context
    {
        public byte* Left, Output;
        public byte** Middle;
        public PackedRight First, Second;
        public long FirstTasks, BlockRows, Blocks;
    }
}

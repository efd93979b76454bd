using System.Runtime.CompilerServices;
using Emulator.Execution.Workers;

namespace Emulator.Kernels.Movement;

/// <summary>Copies between strided tensors: rows as a whole where both are adjacent, blocks where the order turns, else one by one.</summary>
internal static unsafe class StridedCopy
{
    private const int MostDimensions = 16;
    private const long BytesPerTask = 256 * 1024;

    public static void Run(CopyShape shape, byte* from, byte* to, Crew crew)
    {
        if (shape.Count == 0)
            return;
        var rank = shape.Dims.Length;
        var context = new Context
        {
            From = from + shape.FromOffset * shape.ElementSize,
            To = to + shape.ToOffset * shape.ElementSize,
            Outer = 1,
        };
        // The last two dimensions are one piece of work, the others are counted through.
        context.InnerRank = Math.Min(rank, 2);
        for (var d = 0; d < rank - context.InnerRank; d++)
            context.Outer *= shape.Dims[d];
        context.Rows = context.InnerRank == 2 ? shape.Dims[rank - 2] : 1;
        var parts = crew.Parts(shape.Count * shape.ElementSize, BytesPerTask);
        context.RowParts = context.Outer >= parts ? 1 : Math.Min(context.Rows, parts);
        context.OuterParts = Math.Min(context.Outer, Math.Max(1, parts / context.RowParts));
        crew.For((int)(context.OuterParts * context.RowParts), &Task, &context, shape);
    }

    private static void Task(void* data, object? state, int index)
    {
        ref var context = ref Unsafe.AsRef<Context>(data);
        var shape = (CopyShape)state!;
        var (outerPart, rowPart) = Math.DivRem(index, context.RowParts);
        var firstRow = rowPart * context.Rows / context.RowParts;
        var rows = (rowPart + 1) * context.Rows / context.RowParts - firstRow;
        var end = (outerPart + 1) * context.Outer / context.OuterParts;
        var outerRank = shape.Dims.Length - context.InnerRank;
        for (var outer = outerPart * context.Outer / context.OuterParts; outer < end; outer++)
        {
            long source = 0, target = 0;
            var rest = outer;
            for (var d = outerRank - 1; d >= 0; d--)
            {
                var i = rest % shape.Dims[d];
                rest /= shape.Dims[d];
                source += i * shape.From[d];
                target += i * shape.To[d];
            }
            Plane(shape, context, source, target, firstRow, rows);
        }
    }

    private static void Plane(CopyShape shape, in Context context, long source, long target, long firstRow, long rows)
    {
        var rank = shape.Dims.Length;
        long columns = 1, fromColumn = 1, toColumn = 1, fromRow = 0, toRow = 0;
        if (rank > 0)
            (columns, fromColumn, toColumn) = (shape.Dims[rank - 1], shape.From[rank - 1], shape.To[rank - 1]);
        if (context.InnerRank == 2)
            (fromRow, toRow) = (shape.From[rank - 2], shape.To[rank - 2]);
        var size = shape.ElementSize;
        var from = context.From + (source + firstRow * fromRow) * size;
        var to = context.To + (target + firstRow * toRow) * size;
        switch (size)
        {
            case 1: Planes.Copy<byte>(from, to, rows, columns, fromRow, fromColumn, toRow, toColumn); break;
            case 2: Planes.Copy<ushort>(from, to, rows, columns, fromRow, fromColumn, toRow, toColumn); break;
            case 4: Planes.Copy<uint>(from, to, rows, columns, fromRow, fromColumn, toRow, toColumn); break;
            case 8: Planes.Copy<ulong>(from, to, rows, columns, fromRow, fromColumn, toRow, toColumn); break;
            default: Planes.Copy<UInt128>(from, to, rows, columns, fromRow, fromColumn, toRow, toColumn); break;
        }
    }

    private struct Context
    {
        public byte* From, To;
        public long Outer, Rows, OuterParts, RowParts;
        public int InnerRank;
    }
}

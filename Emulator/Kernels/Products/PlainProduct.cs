using System.Runtime.CompilerServices;
using Emulator.Execution.Workers;
using Emulator.Ir;
using Emulator.Kernels.Tiles;

namespace Emulator.Kernels.Products;

/// <summary>Products of element types that models do not spend time on: integers (modulo their width), f64, 8-bit floats.</summary>
internal static unsafe class PlainProduct
{
    private const long WorkPerTask = 50_000;

    public static void Run(ProductShape shape, byte* a, byte* b, byte* c, Crew crew)
    {
        var rows = shape.BatchCount * shape.Rows;
        if (rows == 0)
            return;
        var context = new Context { A = a, B = b, C = c, Parts = Math.Min(rows, crew.Parts(rows * shape.Columns * (shape.Depth + 1), WorkPerTask)) };
        crew.For((int)context.Parts, &Task, &context, shape);
    }

    private static void Task(void* data, object? state, int index)
    {
        ref var context = ref Unsafe.AsRef<Context>(data);
        var shape = (ProductShape)state!;
        var rows = shape.BatchCount * shape.Rows;
        var floating = shape.Output.IsFloat();
        for (var row = index * rows / context.Parts; row < (index + 1) * rows / context.Parts; row++)
        {
            var (batch, m) = Math.DivRem(row, shape.Rows);
            var (left, right) = shape.Offsets(batch);
            left += m * shape.LeftRow;
            for (long n = 0; n < shape.Columns; n++)
            {
                var start = right + n * shape.RightColumn;
                if (floating)
                    Elements.Store(shape.Output, context.C, row * shape.Columns + n, Floats(shape, context, left, start));
                else
                    Elements.Store(shape.Output, context.C, row * shape.Columns + n, Integers(shape, context, left, start));
            }
        }
    }

    private static double Floats(ProductShape shape, in Context context, long left, long right)
    {
        var sum = 0.0;
        for (long k = 0; k < shape.Depth; k++)
            sum += Elements.Double(shape.Left, context.A, left + k * shape.LeftDepth) * Elements.Double(shape.Right, context.B, right + k * shape.RightDepth);
        return sum;
    }

    private static long Integers(ProductShape shape, in Context context, long left, long right)
    {
        var sum = 0L;
        for (long k = 0; k < shape.Depth; k++)
            sum = unchecked(sum + Elements.Long(shape.Left, context.A, left + k * shape.LeftDepth) * Elements.Long(shape.Right, context.B, right + k * shape.RightDepth));
        return sum;
    }

    private struct Context
    {
        public byte* A, B, C;
        public long Parts;
    }
}

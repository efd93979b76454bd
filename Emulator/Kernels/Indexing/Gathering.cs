using System.Runtime.CompilerServices;
using Emulator.Errors;
using Emulator.Execution.Workers;
using Emulator.Ir;
using Emulator.Kernels.Movement;

namespace Emulator.Kernels.Indexing;

/// <summary>Copies slices from where indices point, clamped to the operand.</summary>
internal static unsafe class Gathering
{
    private const long BytesPerTask = 64 * 1024;

    public static void Run(GatherShape shape, byte* operand, byte* indices, byte* output, Crew crew)
    {
        var count = shape.Batch.Aggregate(1L, (product, dim) => product * dim);
        if (count * shape.Slice.Count == 0)
            return;
        var context = new Context { Operand = operand, Indices = indices, Output = output, Count = count };
        context.Parts = Math.Min(count, crew.Parts(count * (shape.Slice.Count * shape.Slice.ElementSize + 64), BytesPerTask));
        crew.For((int)context.Parts, &Task, &context, shape);
    }

    private static void Task(void* data, object? state, int index)
    {
        ref var context = ref Unsafe.AsRef<Context>(data);
        var shape = (GatherShape)state!;
        var size = shape.Slice.ElementSize;
        for (var b = index * context.Count / context.Parts; b < (index + 1) * context.Count / context.Parts; b++)
        {
            long from = 0, to = 0, at = 0, rest = b;
            for (var d = shape.Batch.Length - 1; d >= 0; d--)
            {
                var i = rest % shape.Batch[d];
                rest /= shape.Batch[d];
                from += i * shape.BatchOperand[d];
                to += i * shape.BatchOutput[d];
                at += i * shape.BatchIndex[d];
            }
            for (var k = 0; k < shape.Starts.Length; k++)
            {
                var start = Elements.Long(shape.IndexType, context.Indices, at + k * shape.IndexStride);
                if (shape.IndexType == ElementType.U64 && start < 0)
                    start = long.MaxValue;
                if (shape.Strict && (ulong)start > (ulong)shape.Starts[k].Limit)
                    throw OutOfRange(start, shape.Starts[k].Limit);
                from += Math.Clamp(start, 0, shape.Starts[k].Limit) * shape.Starts[k].Stride;
            }
            StridedCopy.Run(shape.Slice, context.Operand + from * size, context.Output + to * size, Crew.Alone);
        }
    }

    private static ProgramException OutOfRange(long start, long limit)
        => new(ErrorCode.OutOfRange, $"NRT_EXEC_OOB: index {start} of a gather is outside of 0 to {limit}; this device does not clamp");

    private struct Context
    {
        public byte* Operand, Indices, Output;
        public long Count, Parts;
    }
}

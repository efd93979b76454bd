using System.Runtime.CompilerServices;
using Emulator.Execution.Workers;
using Emulator.Ir;

namespace Emulator.Kernels.Convolutions;

/// <summary>Convolutions of integers (modulo their width) and f64, element by element.</summary>
internal static unsafe class PlainConvolution
{
    public static void Run(ConvolutionShape shape, byte* input, byte* kernel, byte* output, Crew crew)
    {
        var context = new Context { Input = input, Kernel = kernel, Output = output };
        crew.For(checked((int)shape.Rows), &RowTask, &context, shape);
    }

    private static void RowTask(void* data, object? state, int row)
    {
        ref var context = ref Unsafe.AsRef<Context>(data);
        var shape = (ConvolutionShape)state!;
        var scratch = ThreadScratch.Current;
        var mark = scratch.Mark();
        var offsets = (long*)scratch.Bytes(shape.Depth * sizeof(long));
        shape.FillOffsets(offsets);
        for (long x = 0; x < shape.Output[^1]; x++)
        {
            var window = shape.RowStart(row) + x * shape.Strides[^1] * shape.Channels;
            for (long f = 0; f < shape.Features; f++)
            {
                var start = window + f / shape.GroupFeatures * shape.GroupChannels;
                var to = (row * shape.Output[^1] + x) * shape.Features + f;
                if (shape.Type.IsFloat())
                    Elements.Store(shape.OutputType, context.Output, to, Floats(shape, context, offsets, start, f));
                else
                    Elements.Store(shape.OutputType, context.Output, to, Integers(shape, context, offsets, start, f));
            }
        }
        scratch.Release(mark);
    }

    private static double Floats(ConvolutionShape shape, in Context context, long* offsets, long start, long feature)
    {
        var sum = 0.0;
        for (long k = 0; k < shape.Depth; k++)
            sum += Elements.Double(shape.Type, context.Input, start + offsets[k]) * Elements.Double(shape.Type, context.Kernel, k * shape.Features + feature);
        return sum;
    }

    private static long Integers(ConvolutionShape shape, in Context context, long* offsets, long start, long feature)
    {
        var sum = 0L;
        for (long k = 0; k < shape.Depth; k++)
            sum = unchecked(sum + Elements.Long(shape.Type, context.Input, start + offsets[k]) * Elements.Long(shape.Type, context.Kernel, k * shape.Features + feature));
        return sum;
    }

    private struct Context
    {
        public byte* Input, Kernel, Output;
    }
}

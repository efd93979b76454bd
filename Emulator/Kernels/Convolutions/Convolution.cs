using System.Runtime.CompilerServices;
using Emulator.Execution.Workers;
using Emulator.Ir;
using Emulator.Kernels.Products;
using Emulator.Kernels.Simd;
using Emulator.Kernels.Tiles;

namespace Emulator.Kernels.Convolutions;

/// <summary>
/// Convolution as a product that is never laid out: the left side's elements are read from the input by a table of offsets,
/// the kernel is packed into panels.
/// </summary>
internal static unsafe class Convolution
{
    private const long FlopsPerTask = 400_000;

    public static bool Supports(ConvolutionShape shape) => shape is { Type: ElementType.F32, OutputType: ElementType.F32 };

    public static long ScratchBytes(ConvolutionShape shape)
    {
        var widest = MicroKernels.WidestPanel;
        var columns = (shape.GroupFeatures + widest - 1) / widest * widest;
        return shape.Groups * shape.Depth * columns * sizeof(float) + shape.Depth * sizeof(long);
    }

    /// <param name="middle">What happens to the output row by row, or null; then <paramref name="output"/> is not used.</param>
    /// <param name="middleInput">Which of the program's buffers is the output.</param>
    /// <param name="buffers">The program's buffers.</param>
    public static void Run(
        ConvolutionShape shape, TileProgram? middle, int middleInput, byte* input, byte* kernel, byte* output, byte* scratch, byte** buffers, Crew crew)
    {
        if (!Supports(shape))
        {
            PlainConvolution.Run(shape, input, kernel, output, crew);
            return;
        }
        var context = new Context { Input = (float*)input, Kernel = kernel, Output = (float*)output, Offsets = (long*)scratch };
        context.Packed = (float*)(context.Offsets + shape.Depth);
        context.Width = MicroKernels.PanelWidth;
        context.Panels = (shape.GroupFeatures + context.Width - 1) / context.Width;
        context.GroupFloats = Padded(shape.GroupFeatures) * shape.Depth;
        context.Buffers = buffers;
        context.MiddleInput = middleInput;
        shape.FillOffsets(context.Offsets);
        crew.For((int)(shape.Groups * context.Panels), &PackTask, &context, shape);
        var flops = 2 * shape.Rows * shape.Output[^1] * shape.Features * shape.Depth;
        context.Parts = Math.Min(shape.Rows, crew.Parts(flops, FlopsPerTask));
        crew.For((int)context.Parts, &RowsTask, &context, middle is null ? shape : (shape, middle));
    }

    private static long Padded(long columns) => (columns + SimdWidth.Lanes - 1) / SimdWidth.Lanes * SimdWidth.Lanes;

    private static void PackTask(void* data, object? state, int index)
    {
        ref var context = ref Unsafe.AsRef<Context>(data);
        var shape = (ConvolutionShape)state!;
        var (group, panel) = Math.DivRem((long)index, context.Panels);
        var columns = (int)Math.Min(context.Width, shape.GroupFeatures - panel * context.Width);
        var first = group * shape.GroupFeatures + panel * context.Width;
        PanelPacking.Pack(
            ElementType.F32, context.Kernel + first * sizeof(float), shape.Features, 1, shape.Depth, columns, (int)Padded(columns), context.Panel(shape, group, panel));
    }

    private static void RowsTask(void* data, object? state, int index)
    {
        ref var context = ref Unsafe.AsRef<Context>(data);
        var (shape, middle) = state is ConvolutionShape alone ? (alone, null) : ((ConvolutionShape, TileProgram?))state!;
        var end = (index + 1) * shape.Rows / context.Parts;
        var scratch = ThreadScratch.Current;
        var mark = scratch.Mark();
        var tile = scratch.Floats(MicroKernels.MaxRows * MicroKernels.WidestPanel);
        var length = shape.Output[^1] * shape.Features;
        var line = middle is null ? null : scratch.Floats(length + 16);
        for (var row = index * shape.Rows / context.Parts; row < end; row++)
        {
            var input = context.Input + shape.RowStart(row);
            var output = middle is null ? context.Output + row * length : line;
            for (long group = 0; group < shape.Groups; group++)
            {
                for (long panel = 0; panel < context.Panels; panel++)
                    Row(shape, context, input + group * shape.GroupChannels, group, panel, output, tile);
            }
            if (middle is not null)
                Finish(middle, context, line, row * length, length);
        }
        scratch.Release(mark);
    }

    private static void Finish(TileProgram middle, in Context context, float* line, long start, long length)
    {
        // The program counts from the whole output's start.
        var buffers = stackalloc byte*[middle.Buffers];
        for (var i = 0; i < middle.Buffers; i++)
            buffers[i] = context.Buffers[i];
        buffers[context.MiddleInput] = (byte*)(line - start);
        TileRunner.Run(middle, buffers, start, start + length);
    }

    private static void Row(ConvolutionShape shape, in Context context, float* input, long group, long panel, float* output, float* tile)
    {
        var lanes = SimdWidth.Lanes;
        var columns = (int)Math.Min(context.Width, shape.GroupFeatures - panel * context.Width);
        var vectors = (columns + lanes - 1) / lanes;
        var whole = columns == vectors * lanes;
        var packed = context.Panel(shape, group, panel);
        var pixelStride = shape.Strides[^1] * shape.Channels;
        output += group * shape.GroupFeatures + panel * context.Width;
        var width = shape.Output[^1];
        for (long x = 0; x < width; x += MicroKernels.Rows)
        {
            var count = (int)Math.Min(MicroKernels.Rows, width - x);
            var micro = MicroKernels.Get(count, vectors);
            var to = output + x * shape.Features;
            if (whole)
            {
                micro(shape.Depth, input + x * pixelStride, pixelStride, 0, packed, vectors * lanes, context.Offsets, to, shape.Features, false);
                continue;
            }
            micro(shape.Depth, input + x * pixelStride, pixelStride, 0, packed, vectors * lanes, context.Offsets, tile, vectors * lanes, false);
            for (var i = 0; i < count; i++)
                new Span<float>(tile + i * vectors * lanes, columns).CopyTo(new Span<float>(to + i * shape.Features, columns));
        }
    }

    private struct Context
    {
        public float* Input, Output, Packed;
        public byte* Kernel;
        public byte** Buffers;
        public int MiddleInput;
        public long* Offsets;
        public long Width, Panels, GroupFloats, Parts;

        public readonly float* Panel(ConvolutionShape shape, long group, long panel) => Packed + group * GroupFloats + panel * Width * shape.Depth;
    }
}

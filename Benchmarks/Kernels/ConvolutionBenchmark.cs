using System.Diagnostics;
using Emulator.Execution.Workers;
using Emulator.Ir;
using Emulator.Kernels.Convolutions;

namespace Benchmarks.Kernels;

/// <summary>Convolutions of 3 by 3 as an image decoder has them, GFLOP/s on one core and on all.</summary>
internal static unsafe class ConvolutionBenchmark
{
    private static readonly (long Height, long Width, long Channels, long Features)[] Usual =
        [(72, 128, 48, 48), (144, 256, 24, 24), (144, 256, 12, 12), (288, 512, 48, 48), (576, 1024, 24, 12), (64, 64, 512, 512)];

    public static int Run()
    {
        Console.WriteLine($"{"picture, channels",-24} {"1 core",10} {WorkerPool.Shared.Threads + " cores",10}  GFLOP/s");
        foreach (var (height, width, channels, features) in Usual)
        {
            var shape = new ConvolutionShape(
                ElementType.F32, ElementType.F32, 1, [height + 2, width + 2], channels, [3, 3], [height, width], features, [1, 1], [1, 1], 1);
            Console.WriteLine($"{$"{width}x{height} {channels} to {features}",-24} {Measure(shape, Crew.Alone),10:F1} {Measure(shape, new Crew(WorkerPool.Shared)),10:F1}");
        }
        return 0;
    }

    private static double Measure(ConvolutionShape shape, Crew crew)
    {
        using var input = new NativeBlock(shape.Input[0] * shape.Input[1] * shape.Channels * sizeof(float));
        using var kernel = new NativeBlock(shape.Depth * shape.Features * sizeof(float));
        using var output = new NativeBlock(shape.Output[0] * shape.Output[1] * shape.Features * sizeof(float));
        using var scratch = new NativeBlock(Convolution.ScratchBytes(shape));
        var flops = 2.0 * shape.Output[0] * shape.Output[1] * shape.Features * shape.Depth;
        var best = double.MaxValue;
        var clock = Stopwatch.StartNew();
        while (clock.ElapsedMilliseconds < 400)
        {
            var start = Stopwatch.GetTimestamp();
            Convolution.Run(shape, null, 0, input.Pointer, kernel.Pointer, output.Pointer, scratch.Pointer, null, crew);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return flops / best / 1e9;
    }
}

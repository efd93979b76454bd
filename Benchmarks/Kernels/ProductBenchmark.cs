using System.Diagnostics;
using Emulator.Execution.Workers;
using Emulator.Ir;
using Emulator.Kernels.Products;

namespace Benchmarks.Kernels;

/// <summary>Bare matrix products in f32, GFLOP/s on one core and on all.</summary>
internal static unsafe class ProductBenchmark
{
    private static readonly (long Rows, long Columns, long Depth)[] Usual =
        [(176, 576, 192), (176, 192, 768), (2336, 576, 192), (2336, 192, 960), (2336, 2336, 24), (2336, 24, 2336), (512, 512, 512), (2048, 2048, 2048)];

    public static int Run(string[] args)
    {
        var shapes = args.Length == 3 ? [(long.Parse(args[0]), long.Parse(args[1]), long.Parse(args[2]))] : Usual;
        Console.WriteLine($"{"m x n x k",-20} {"b as",-12} {"1 core",10} {WorkerPool.Shared.Threads + " cores",10}  GFLOP/s");
        foreach (var (m, n, k) in shapes)
        {
            foreach (var transposed in new[] { false, true })
            {
                var shape = new ProductShape(
                    [], [], [], m, n, k, k, 1, transposed ? 1 : n, transposed ? k : 1, ElementType.F32, ElementType.F32, ElementType.F32);
                Console.WriteLine(
                    $"{$"{m}x{n}x{k}",-20} {(transposed ? "[n, k]" : "[k, n]"),-12} {Measure(shape, Crew.Alone),10:F1} {Measure(shape, new Crew(WorkerPool.Shared)),10:F1}");
            }
        }
        return 0;
    }

    private static double Measure(ProductShape shape, Crew crew)
    {
        using var a = new NativeBlock(shape.Rows * shape.Depth * sizeof(float));
        using var b = new NativeBlock(shape.Depth * shape.Columns * sizeof(float));
        using var c = new NativeBlock(shape.Rows * shape.Columns * sizeof(float));
        using var scratch = new NativeBlock(MatrixProduct.ScratchBytes(shape));
        var flops = 2.0 * shape.Rows * shape.Columns * shape.Depth;
        var best = double.MaxValue;
        var clock = Stopwatch.StartNew();
        while (clock.ElapsedMilliseconds < 400)
        {
            var start = Stopwatch.GetTimestamp();
            MatrixProduct.Run(shape, a.Pointer, b.Pointer, c.Pointer, scratch.Pointer, crew);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return flops / best / 1e9;
    }
}

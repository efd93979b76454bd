using Benchmarks.Kernels;

var rest = args.Length > 1 ? args[1..] : [];
switch (args.FirstOrDefault())
{
    case "gemm":
        return ProductBenchmark.Run(rest);
    default:
        Console.Error.WriteLine("usage: dotnet run -c Release --project Benchmarks -- gemm [rows columns depth]");
        return 2;
}

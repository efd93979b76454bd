using Benchmarks.Kernels;
using Benchmarks.Proxies;

var rest = args.Length > 1 ? args[1..] : [];
switch (args.FirstOrDefault())
{
    case "gemm":
        return ProductBenchmark.Run(rest);
    case GatewayOverhead.Command:
        return await GatewayOverhead.RunAsync(rest);
    default:
        Console.Error.WriteLine("usage: dotnet run -c Release --project Benchmarks -- gemm [rows columns depth] | gateway [seconds]");
        return 2;
}

using Benchmarks.Day;
using Benchmarks.Kernels;
using Benchmarks.Proxies;
using Benchmarks.Reliability;

var rest = args.Length > 1 ? args[1..] : [];
switch (args.FirstOrDefault())
{
    case "gemm":
        return ProductBenchmark.Run(rest);
    case "conv":
        return ConvolutionBenchmark.Run();
    case "picture":
        return await PictureBenchmark.RunAsync(rest);
    case GatewayBenchmark.Command:
        return await GatewayBenchmark.RunAsync(rest);
    case DayBenchmark.Command:
        return DayBenchmark.Run(rest);
    case ReliabilityBenchmark.Command:
        return await ReliabilityBenchmark.RunAsync(rest);
    default:
        Console.Error.WriteLine("usage: dotnet run -c Release --project Benchmarks -- gemm [rows columns depth] | conv | picture [size] [tensor parallel] [profile] | gateway [seconds] [rounds] | day [folder] | reliability [folder]");
        return 2;
}

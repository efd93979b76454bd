using System.Globalization;
using Fleet;

namespace Benchmarks.Reliability;

/// <summary>What is lost when workers, gateways and clients go, in numbers.</summary>
internal static class ReliabilityBenchmark
{
    public const string Command = "reliability";

    /// <summary>Prints the table and writes it into a folder, <c>docs</c> unless another is given.</summary>
    /// <returns>0, or 1 when a request was lost.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is [ServerRole.Flag, .. var role])
        {
            await ServerRole.ServeAsync(role);
            return 0;
        }

        var report = new RunReport();
        await WorkerRuns.RunAsync(report);
        await ClientRuns.RunAsync(report);
        // What else the machine does is in every time above.
        const string Load = "/proc/loadavg";
        var load = File.Exists(Load) ? $", load average {(await File.ReadAllTextAsync(Load)).Split(' ')[1]}" : "";
        var machine = string.Create(CultureInfo.InvariantCulture, $"\nOn {Environment.ProcessorCount} cores, {DateTimeOffset.UtcNow:yyyy-MM-dd}{load}.\n");
        await File.WriteAllTextAsync(Path.Combine(args.FirstOrDefault() ?? FleetPaths.Resolve("docs"), "reliability.md"), report + machine);
        return report.Lost == 0 ? 0 : 1;
    }
}

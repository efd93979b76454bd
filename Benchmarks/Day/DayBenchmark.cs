using System.Diagnostics;
using System.Globalization;
using Fleet;

namespace Benchmarks.Day;

/// <summary>The cosine day on the five units of Stable Diffusion 2.1, by four plans, beside the best that any could reach.</summary>
internal static class DayBenchmark
{
    public const string Command = "day";

    private const int Seed = 1;

    public static readonly string[] Plans = ["cost", "cheapest", "static", "capacity"];

    public static int Run(string[] args)
    {
        var fleet = FleetDefinition.Load("fleets/sd21.json");
        foreach (var arrivals in Enum.GetValues<Arrivals>())
        {
            var requests = DayLoad.Requests(arrivals, Seed);
            foreach (var scene in DayScene.All)
            {
                var best = BestPlan.Dollars(fleet.Units, fleet.Models[0].Sizes[0], scene.Shortage) / requests.Count * 1000;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{arrivals} {scene.Title}: {requests.Count} best {best:0.0000}"));
                foreach (var plan in Plans)
                {
                    var start = Stopwatch.GetTimestamp();
                    var result = DayReplay.Run(fleet, scene, plan, requests);
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {plan,-9} {result.DollarsPerThousand:0.0000} {result.DollarsPerThousand / best:0.000} in time {result.ShareInTime:0.000} p50 {result.Percentile(.5).TotalSeconds:0.00} p99 {result.Percentile(.99).TotalSeconds:0.00} max {result.Latencies.Max().TotalSeconds:0.0} held {result.Held} retried {result.Retried} refused {result.Refused} lost {result.Sent - result.Latencies.Count - result.Refused} {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0}s"));
                    if (args.Contains("-v"))
                    {
                        foreach (var minute in result.Minutes.Where((_, index) => index % 20 == 19)) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {minute.Start + TimeSpan.FromHours(12):hh\\:mm} paid {string.Join(' ', minute.Paid)} served {string.Join(' ', minute.Served)} w {string.Join(' ', minute.Weights.Select(w => (w*100).ToString("0")))} mean {minute.Mean?.TotalSeconds:0.00}"));
                    }
                }
            }
        }

        return 0;
    }
}

using System.Text;
using Fleet;

namespace Benchmarks.Day;

/// <summary>The cosine day on the five units of Stable Diffusion 2.1, by four plans, beside the best that any could reach.</summary>
internal static class DayBenchmark
{
    public const string Command = "day";

    private const int Seed = 1;

    public static readonly string[] Plans = ["cost", "cheapest", "static", "capacity"];

    /// <summary>Writes <c>day.md</c> and its charts into a folder, <c>docs</c> unless another is given.</summary>
    public static int Run(string[] args)
    {
        var folder = args.FirstOrDefault() ?? FleetPaths.Resolve("docs");
        Directory.CreateDirectory(Path.Combine(folder, "day"));
        var fleet = FleetDefinition.Load("fleets/sd21.json");
        var page = new StringBuilder(DayReport.Head);
        foreach (var scene in DayScene.All)
        {
            var dollars = BestPlan.Dollars(fleet.Units, fleet.Models[0].Sizes[0], scene.Shortage);
            foreach (var arrivals in Enum.GetValues<Arrivals>())
            {
                var requests = DayLoad.Requests(arrivals, Seed);
                DayResult[] results = [.. Plans.Select(plan => DayReplay.Run(fleet, scene, plan, requests))];
                var untuned = DayReplay.Run(fleet, scene, "cheapest", requests, DayTerms.Defaults);
                DayReport.AppendScene(page, scene, arrivals, dollars / requests.Count * 1000, [.. results, untuned]);
                if (arrivals != Arrivals.Clients) continue;
                foreach (var result in results) File.WriteAllText(Path.Combine(folder, DayReport.File(scene, result.Plan)), DayReport.Chart(scene, result));
            }

            DayReport.AppendCharts(page, scene, Plans);
        }

        page.Length -= Environment.NewLine.Length;
        File.WriteAllText(Path.Combine(folder, "day.md"), page.ToString());
        Console.WriteLine(page);
        return 0;
    }
}

using System.Globalization;
using System.Text;

namespace Benchmarks.Day;

/// <summary>The results as a page with charts.</summary>
internal static class DayReport
{
    // Told apart by people who see fewer colours, too (Okabe and Ito).
    private static readonly string[] Colors = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00"];

    public const string Head = """
        # The cosine day

        Five units of Stable Diffusion 2.1 (`fleets/sd21.json`) serve one cycle of the cosine load: 5.08 requests a minute for
        each of 1 to 100 clients, a value each 20 minutes from 12:00, 508 a minute at the peak. Written by

            dotnet run -c Release --project Benchmarks -- day

        in virtual time. Which unit a request goes to is chosen by the gateway's own policies, which worker by its own power of
        two, how many replicas there are by its own planner, and what a shortage changes by its own capacity control. Simulated
        are the rest: clients; replicas, whose devices take 60 s ÷ T for a picture, one after the other, and which answer L after
        a picture's turn began; a cloud in which a replica takes ten minutes to start and is paid from its launch until it has
        finished what it had. No plan has minimum replicas. All are planned alike, from what came in the last half hour (nobody
        knows what will come), to be as full as their breaking points allow. A worker queues 32 requests; what no worker has room
        for waits by the rules of the gateway's own waiting room, as long as a replica may come, with `Gateway:Waking:Limit` 20000 and
        `Gateway:Waking:Time` 20 minutes; then it is answered with 503. Among those that wait, first come is first served.

        - **cost** T/(C·L)·A; during a shortage equal, by the capacity control. **static** 40/20/15/10/15, the same. **equal** 1/5
          each. **cheapest** fills the cheapest unit that answers within 0.9 s first; it needs no other mode in a shortage.
        - **best** is what any plan must pay at least that holds the load at every moment: whole replicas, with the whole day
          known before, each launched ten minutes ahead. Found exactly, over all mixes, by dynamic programming. It knows of no
          waiting: its replicas are full to the last request.
        - **even**, **clients**, **random**: how requests come. At the load's rate exactly; from clients that each send every
          11.8 s in a phase of their own, as the load generator's pods do; independently of each other (Poisson).
        - A replica that is as full as its rate allows has a queue whenever requests come unevenly, so that many of the
          cheapest plan's pictures are later than 0.9 s. `Gateway:Planning:Fill` below 1 buys time for money; the default is 0.8.

        The plans are compared at settings that follow the load as closely as they can, and these are not the defaults:
        `Gateway:Planning:Fill` 1 (0.8), `:Settle` 2 minutes (5), `Gateway:Waking:Limit` 20000 (100), `:Time` 20 minutes (10), and
        replicas that come and go as planned, each 30 s. The chart lets a unit double in a minute, and lets go one pod in five
        minutes once it was not needed for fifteen. So what this page shows of the plans, "cheapest" near the best and nobody answered
        with 5xx, holds for those settings alone. **cheapest, defaults** is the same plan with all of them as they are where nobody
        sets anything: it keeps more replicas for longer, is dearer and mostly faster, and turns away whom so short a waiting room
        cannot hold when a unit is lost at the peak.


        """;

    public static void AppendScene(StringBuilder page, DayScene scene, Arrivals arrivals, double best, IReadOnlyList<DayResult> results)
    {
        if (arrivals == Arrivals.Even)
        {
            page.Append("## ").AppendLine(scene.Title).AppendLine();
            page.AppendLine("| requests come | plan | $ per thousand | of the best | of static | within 0.9 s | p50 s | p99 s | worst s | sent | served | retried | waited for room | 5xx | lost |");
            page.AppendLine("| --- | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |");
        }

        var typed = results.Single(result => result.Plan == "static").DollarsPerThousand;
        page.AppendLine(Text($"| {arrivals.ToString().ToLowerInvariant()} | best | {best:0.0000} | 100.0 % | {best / typed:0.0 %} | | | | | | | | | | |"));
        foreach (var result in results)
        {
            var lost = result.Sent - result.Latencies.Count - result.Refused;
            page.AppendLine(Text($"| | {Name(result.Plan)} | {result.DollarsPerThousand:0.0000} | {result.DollarsPerThousand / best:0.0 %} | {result.DollarsPerThousand / typed:0.0 %} | {result.ShareInTime:0.0 %} | {result.Percentile(0.5).TotalSeconds:0.00} | {result.Percentile(0.99).TotalSeconds:0.00} | {result.Latencies.Max().TotalSeconds:0.0} | {result.Sent} | {result.Latencies.Count} | {result.Retried} | {result.Held} | {result.Refused} | {lost} |"));
        }
    }

    public static void AppendCharts(StringBuilder page, DayScene scene, IEnumerable<string> plans)
    {
        page.AppendLine();
        foreach (var plan in plans) page.AppendLine(Text($"![{Name(plan)}: {scene.Title}]({File(scene, plan)})"));
        page.AppendLine();
    }

    public static string File(DayScene scene, string plan) => $"day/{scene.Name}-{Name(plan)}.svg";

    /// <summary>Weights, pictures a minute, replicas and latencies over the day.</summary>
    public static string Chart(DayScene scene, DayResult result)
    {
        var chart = new Chart($"{Name(result.Plan)}: {scene.Title}", new DateTimeOffset(2025, 1, 1, 12, 0, 0, TimeSpan.Zero));
        chart.Add("weight, %", 100, Units(result, (minute, unit) => minute.Weights[unit] * 100), scene.Shortage);
        chart.Add("pictures a minute", 520, Units(result, (minute, unit) => minute.Served[unit]), scene.Shortage);
        chart.Add("replicas paid", 8, Units(result, (minute, unit) => minute.Paid[unit]), scene.Shortage);
        chart.Add("latency, s (cut at 4)", 4,
        [
            new("mean of the minute", Colors[0], [.. result.Minutes.Select(minute => minute.Mean?.TotalSeconds)]),
            new("worst of the minute", Colors[4], [.. result.Minutes.Select(minute => minute.Worst?.TotalSeconds)]),
        ], scene.Shortage);
        return chart.ToString();
    }

    private static Line[] Units(DayResult result, Func<DayMinute, int, double> value) =>
        [.. result.Units.Select((unit, index) => new Line(unit, Colors[index], [.. result.Minutes.Select(minute => (double?)value(minute, index))]))];

    private static string Name(string plan) => plan == "capacity" ? "equal" : plan;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

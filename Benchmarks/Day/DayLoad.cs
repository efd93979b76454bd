using Gateway.Waking;

namespace Benchmarks.Day;

/// <summary>How requests come within a step of the load.</summary>
internal enum Arrivals
{
    /// <summary>Evenly: the rate and nothing else.</summary>
    Even,

    /// <summary>As many clients as the value; each sends at an even pace, in a phase of its own: the load generator's pods.</summary>
    Clients,

    /// <summary>Independent of each other (a Poisson process), which is harder: a minute may have a tenth more than its due.</summary>
    Random,
}

/// <summary>One cycle of the cosine load of aws-samples/scalable-hw-agnostic-inference, from 12:00.</summary>
internal static class DayLoad
{
    /// <summary>Requests a minute of one client.</summary>
    public const double PerMinuteOfOne = 5.08;

    /// <summary>So long each value holds.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMinutes(20);

    /// <summary>A replica is there from the first request on when it was launched this long before.</summary>
    public static readonly TimeSpan StartTime = TimeSpan.FromMinutes(10);

    /// <summary>The gateway's patience with requests that no worker has room for: Gateway:Waking.</summary>
    public static readonly WakingOptions Waking = new() { Limit = 20_000, Time = TimeSpan.FromMinutes(20) };

    public static readonly IReadOnlyList<int> Clients =
    [
        1, 1, 3, 5, 9, 13, 17, 23, 29, 35, 42, 49, 56, 62, 69, 75, 81, 86, 91, 94, 97, 99, 100,
        100, 99, 97, 94, 91, 86, 81, 75, 69, 62, 56, 49, 42, 35, 29, 23, 17, 13, 9, 5, 3, 1, 1,
    ];

    public static TimeSpan Length => Step * Clients.Count;

    /// <summary>Requests a minute in each step.</summary>
    public static IReadOnlyList<double> PerMinute { get; } = [.. Clients.Select(clients => clients * PerMinuteOfOne)];

    /// <summary>When each request comes, in order, from the start of the first step.</summary>
    public static List<TimeSpan> Requests(Arrivals arrivals, int seed)
    {
        var random = new Random(seed);
        var pace = TimeSpan.FromMinutes(1 / PerMinuteOfOne);
        var times = new List<TimeSpan>();
        if (arrivals == Arrivals.Clients)
        {
            double[] phases = [.. Enumerable.Range(0, Clients.Max()).Select(_ => random.NextDouble())];
            for (var client = 0; client < phases.Length; client++)
            {
                for (var at = pace * phases[client]; at < Length; at += pace)
                {
                    if (client < Clients[(int)(at / Step)]) times.Add(at);
                }
            }
        }
        else
        {
            for (var step = 0; step < Clients.Count; step++)
            {
                var end = Step * (step + 1);
                for (var at = (Step * step) + Gap(step); at < end; at += Gap(step)) times.Add(at);
            }
        }

        times.Sort();
        return times;

        TimeSpan Gap(int step) => TimeSpan.FromMinutes((arrivals == Arrivals.Even ? 1 : -Math.Log(1 - random.NextDouble())) / PerMinute[step]);
    }
}

namespace Benchmarks.Day;

/// <summary>What came of a plan on a day.</summary>
internal sealed class DayResult(string plan, IReadOnlyList<string> units)
{
    /// <summary>A picture is in time within so long.</summary>
    public static readonly TimeSpan InTime = TimeSpan.FromSeconds(0.9);

    public string Plan => plan;

    public IReadOnlyList<string> Units => units;

    public int Sent { get; set; }

    public List<TimeSpan> Latencies { get; } = [];

    /// <summary>Sent again to another worker: theirs was lost, or full.</summary>
    public int Retried { get; set; }

    /// <summary>Waited in the gateway for a worker with room.</summary>
    public int Held { get; set; }

    /// <summary>Answered with 503: waited for too long.</summary>
    public int Refused { get; set; }

    public double Dollars { get; set; }

    public List<DayMinute> Minutes { get; } = [];

    public double DollarsPerThousand => Dollars / Latencies.Count * 1000;

    public double ShareInTime => (double)Latencies.Count(latency => latency <= InTime) / Sent;

    public TimeSpan Percentile(double part) => Latencies.Order().ElementAt((int)Math.Min(Latencies.Count - 1, part * Latencies.Count));
}

/// <summary>A minute of it, in the order of the units.</summary>
/// <param name="Mean">Mean latency of what was answered in it; null: nothing was.</param>
internal sealed record DayMinute(TimeSpan Start, double[] Weights, int[] Served, int[] Paid, TimeSpan? Mean, TimeSpan? Worst);

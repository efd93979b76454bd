using Gateway.Planning;
using Gateway.Waking;

namespace Benchmarks.Day;

/// <summary>By what settings a day is replayed.</summary>
/// <param name="ScaledByChart">Whether replicas come and go as the chart lets them; else at once as planned.</param>
internal sealed record DayTerms(WakingOptions Waking, PlanningOptions Planning, bool ScaledByChart)
{
    /// <summary>What the plans are compared by: as near to the load as they can.</summary>
    public static DayTerms Tuned { get; } = new(DayLoad.Waking, new PlanningOptions { StartTime = DayLoad.StartTime, Fill = 1, Settle = TimeSpan.FromMinutes(2) }, ScaledByChart: false);

    /// <summary>What somebody has who sets nothing.</summary>
    public static DayTerms Defaults { get; } = new(new WakingOptions(), new PlanningOptions(), ScaledByChart: true);
}

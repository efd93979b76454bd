using System.Diagnostics;
using Emulator.Planning.Steps;

namespace Emulator.Execution;

/// <summary>Time by step, for those who want to make programs faster; off unless a profile is set.</summary>
internal sealed class StepProfile
{
    private readonly Dictionary<PlanStep, (long Ticks, long Runs)> _times = new(ReferenceEqualityComparer.Instance);

    public static StepProfile? Current { get; set; }

    public void Add(PlanStep step, long start)
    {
        var ticks = Stopwatch.GetTimestamp() - start;
        lock (_times)
        {
            var (total, runs) = _times.GetValueOrDefault(step);
            _times[step] = (total + ticks, runs + 1);
        }
    }

    /// <summary>All steps that ran, the costliest first.</summary>
    public IReadOnlyList<(PlanStep Step, TimeSpan Time, long Runs)> Times()
    {
        lock (_times)
            return [.. _times.Select(t => (t.Key, Stopwatch.GetElapsedTime(0, t.Value.Ticks), t.Value.Runs)).OrderByDescending(t => t.Item2)];
    }
}

namespace AppHost.Publishing.Values;

/// <summary>Section <c>compile</c>: the compile Jobs.</summary>
internal static class CompileValues
{
    public const string Enabled = "compile.enabled", Benchmark = "compile.benchmarkRuns", Retries = "compile.retries",
        Deadline = "compile.deadlineSeconds", Keep = "compile.keepSeconds", Again = "compile.again";

    public static IEnumerable<ChartValue> For(FleetChart chart) =>
    [
        new(Enabled, true, "Whether Jobs compile each unit's programs, its workers being held back until they are done. Without, the store must have been filled otherwise."),
        new(Benchmark, 0, "Pictures that a compile Job draws afterwards, for a latency report in its log: 50 for the published tables, 0 for none.") { Minimum = 0 },
        new(Retries, 2, "How often a compile Job that failed is tried again.") { Minimum = 0 },
        new(Deadline, 86400, "Seconds after which a compile Job is given up. Waiting for capacity counts.") { Minimum = 60 },
        new(Keep, 604800, "Seconds that a finished compile Job is kept, for its log.") { Minimum = 0 },
        new(Again, "", "A word of your choice: its Jobs run once more although all is compiled, such as for a benchmark or a store that was emptied, and nothing is held for them. Another word, another run; none once it is done."),
    ];
}

using System.Globalization;
using Compiler.Jobs;
using Spectre.Console;

namespace Compiler.Reporting;

/// <summary>A line for each program, with its number.</summary>
internal sealed class LineReport : IReport
{
    private readonly IAnsiConsole _console;

    public LineReport(IAnsiConsole console)
    {
        _console = console;
        // Nobody knows how wide a log is; folded lines would be the worse.
        _console.Profile.Width = 200;
    }

    public async Task TrackAsync(int programs, Func<IProgress<ProgramResult>, Task> work) =>
        await work(new LineProgress(this, programs)).ConfigureAwait(false);

    public void Show(JobSummary summary) => SummaryTable.Write(_console, summary);

    public void Line(string text) => _console.Profile.Out.Writer.WriteLine(text);

    public void Problem(string text) => Line(text);

    private static string Text(ProgramResult result) => result switch
    {
        { Error: { } error } => $"FAILED: {error}",
        { Outcome.Hit: true } => "in the store",
        { Outcome: { } outcome } => string.Create(CultureInfo.InvariantCulture, $"compiled in {outcome.CompileTime.TotalSeconds:F2} s"),
        _ => "",
    };

    private sealed class LineProgress(LineReport report, int programs) : IProgress<ProgramResult>
    {
        private int _done;

        public void Report(ProgramResult value)
        {
            lock (report)
                report.Line($"[{++_done}/{programs}] {value.Planned}: {Text(value)}");
        }
    }
}

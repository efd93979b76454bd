using Compiler.Jobs;
using Spectre.Console;

namespace Compiler.Reporting;

/// <summary>A progress bar that says what was done last.</summary>
internal sealed class BarReport(IAnsiConsole console) : IReport
{
    public Task TrackAsync(int programs, Func<IProgress<ProgramResult>, Task> work) => console.Progress()
        .Columns(new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .StartAsync(context =>
        {
            var task = context.AddTask("compiling", maxValue: programs);
            return work(new BarProgress(task));
        });

    public void Show(JobSummary summary) => SummaryTable.Write(console, summary);

    public void Line(string text) => console.WriteLine(text);

    public void Problem(string text) => console.Write(new Text(text + Environment.NewLine, new Style(Color.Red)));

    private sealed class BarProgress(ProgressTask task) : IProgress<ProgramResult>
    {
        public void Report(ProgramResult value)
        {
            lock (task)
            {
                task.Description = Markup.Escape(value.Planned.ToString());
                task.Increment(1);
            }
        }
    }
}

using Compiler.Jobs;
using Compiler.Reporting;

namespace Compiler.Tests;

/// <summary>Keeps what the job reports.</summary>
internal sealed class RecordingReport : IReport, IProgress<ProgramResult>
{
    private readonly Lock _gate = new();

    public int Announced { get; private set; }

    public List<ProgramResult> Progress { get; } = [];

    public List<string> Lines { get; } = [];

    public List<string> Problems { get; } = [];

    public JobSummary? Summary { get; private set; }

    public Task TrackAsync(int programs, Func<IProgress<ProgramResult>, Task> work)
    {
        Announced = programs;
        return work(this);
    }

    public void Report(ProgramResult value)
    {
        lock (_gate)
            Progress.Add(value);
    }

    public void Show(JobSummary summary) => Summary = summary;

    public void Line(string text) => Lines.Add(text);

    public void Problem(string text) => Problems.Add(text);
}

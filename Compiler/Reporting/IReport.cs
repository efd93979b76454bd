using Compiler.Jobs;

namespace Compiler.Reporting;

/// <summary>What people see of the job.</summary>
internal interface IReport
{
    /// <summary>Shows progress while the work runs.</summary>
    Task TrackAsync(int programs, Func<IProgress<ProgramResult>, Task> work);

    void Show(JobSummary summary);

    /// <summary>A line by itself, such as a benchmark's result.</summary>
    void Line(string text);

    /// <summary>Why the job cannot go on.</summary>
    void Problem(string text);
}

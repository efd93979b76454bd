using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>Shows the user how a run goes.</summary>
public interface IPipelineActivityReporter
{
    /// <summary>Shows that a step has begun.</summary>
    Task<IReportingStep> CreateStepAsync(string title, CancellationToken cancellationToken = default);

    /// <summary>Shows that the run has ended.</summary>
    Task CompletePublishAsync(PublishCompletionOptions? options = null, CancellationToken cancellationToken = default);
}

/// <summary>A step that is shown. Disposed of before it is completed, it counts as completed.</summary>
public interface IReportingStep : IAsyncDisposable
{
    /// <summary>Shows a task of the step.</summary>
    Task<IReportingTask> CreateTaskAsync(string statusText, CancellationToken cancellationToken = default);

    /// <summary>Shows a task of the step, named in Markdown.</summary>
    Task<IReportingTask> CreateTaskAsync(MarkdownString statusText, CancellationToken cancellationToken = default);

    /// <summary>Shows a line.</summary>
    void Log(LogLevel logLevel, string message);

    /// <summary>Shows a line of Markdown.</summary>
    void Log(LogLevel logLevel, MarkdownString message);

    /// <summary>Shows how the step ended.</summary>
    Task CompleteAsync(
        string completionText, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default);

    /// <summary>Shows how the step ended, in Markdown.</summary>
    Task CompleteAsync(
        MarkdownString completionText, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default);
}

/// <summary>A task of a step. Disposed of before it is completed, it counts as completed.</summary>
public interface IReportingTask : IAsyncDisposable
{
    /// <summary>Shows what the task does now.</summary>
    Task UpdateAsync(string statusText, CancellationToken cancellationToken = default);

    /// <summary>Shows what the task does now, in Markdown.</summary>
    Task UpdateAsync(MarkdownString statusText, CancellationToken cancellationToken = default);

    /// <summary>Shows how the task ended.</summary>
    Task CompleteAsync(
        string? completionMessage = null, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default);

    /// <summary>Shows how the task ended, in Markdown.</summary>
    Task CompleteAsync(
        MarkdownString completionMessage, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default);
}

/// <summary>How something ended.</summary>
public enum CompletionState
{
    /// <summary>It has not.</summary>
    InProgress,

    /// <summary>Well.</summary>
    Completed,

    /// <summary>Well, with something to heed.</summary>
    CompletedWithWarning,

    /// <summary>Badly.</summary>
    CompletedWithError,
}

/// <summary>What is shown at the end of a run.</summary>
public sealed class PublishCompletionOptions
{
    /// <summary>The last words.</summary>
    public string? CompletionMessage { get; set; }

    /// <summary>How it ended; the worst of its steps when null.</summary>
    public CompletionState? CompletionState { get; set; }

    /// <summary>What the steps have to tell.</summary>
    public IReadOnlyList<PipelineSummaryItem>? PipelineSummary { get; set; }
}

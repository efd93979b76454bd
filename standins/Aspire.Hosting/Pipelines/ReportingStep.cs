using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>A step that is shown.</summary>
internal sealed class ReportingStep : IReportingStep
{
    private readonly PipelineActivityReporter _reporter;
    private readonly string _id;
    private readonly string _title;
    private int _isCompleted;

    public ReportingStep(PipelineActivityReporter reporter, string id, string title)
    {
        _reporter = reporter;
        _id = id;
        _title = title;
        Write(title, CompletionState.InProgress, markdown: false);
    }

    public Task<IReportingTask> CreateTaskAsync(string statusText, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReportingTask>(new ReportingTask(_reporter, _id, _title, statusText, markdown: false));

    public Task<IReportingTask> CreateTaskAsync(MarkdownString statusText, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReportingTask>(new ReportingTask(_reporter, _id, _title, statusText.Value, markdown: true));

    public void Log(LogLevel logLevel, string message) => Log(logLevel, message, markdown: false);

    public void Log(LogLevel logLevel, MarkdownString message) => Log(logLevel, message.Value, markdown: true);

    public Task CompleteAsync(
        string completionText, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default) =>
        Complete(completionText, completionState, markdown: false);

    public Task CompleteAsync(
        MarkdownString completionText, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default) =>
        Complete(completionText.Value, completionState, markdown: true);

    public ValueTask DisposeAsync() => new(Complete(_title, CompletionState.Completed, markdown: false));

    private Task Complete(string text, CompletionState state, bool markdown)
    {
        if (state != CompletionState.InProgress && Interlocked.Exchange(ref _isCompleted, 1) == 0)
        {
            _reporter.StepEnded(_title, text, state);
            Write(text, state, markdown);
        }

        return Task.CompletedTask;
    }

    private void Log(LogLevel level, string message, bool markdown)
    {
        if (!_reporter.IsShown(level))
            return;
        _reporter.Line(_title, level, message);
        _reporter.Write(PublishingActivity.Log, new PublishingActivityData
        {
            Id = _reporter.NextId(),
            StepId = _id,
            StatusText = message,
            CompletionState = CompletionState.Completed.ToString(),
            LogLevel = level.ToString(),
            Timestamp = _reporter.Now,
            EnableMarkdown = markdown,
        });
    }

    private void Write(string text, CompletionState state, bool markdown) => _reporter.Write(PublishingActivity.Step, new PublishingActivityData
    {
        Id = _id,
        StatusText = text,
        CompletionState = state.ToString(),
        Timestamp = _reporter.Now,
        EnableMarkdown = markdown,
    });
}

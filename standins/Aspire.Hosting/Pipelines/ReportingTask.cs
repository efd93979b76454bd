using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>A task of a step that is shown.</summary>
internal sealed class ReportingTask : IReportingTask
{
    private readonly PipelineActivityReporter _reporter;
    private readonly string _id;
    private readonly string _stepId;
    private readonly string _step;
    private string _status;
    private int _isCompleted;

    public ReportingTask(PipelineActivityReporter reporter, string stepId, string step, string status, bool markdown)
    {
        _reporter = reporter;
        _id = reporter.NextId();
        _stepId = stepId;
        _step = step;
        _status = status;
        Write(CompletionState.InProgress, null, markdown);
    }

    public Task UpdateAsync(string statusText, CancellationToken cancellationToken = default) => Update(statusText, markdown: false);

    public Task UpdateAsync(MarkdownString statusText, CancellationToken cancellationToken = default) => Update(statusText.Value, markdown: true);

    public Task CompleteAsync(
        string? completionMessage = null, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default) =>
        Complete(completionMessage, completionState, markdown: false);

    public Task CompleteAsync(
        MarkdownString completionMessage, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default) =>
        Complete(completionMessage.Value, completionState, markdown: true);

    public ValueTask DisposeAsync() => new(Complete(null, CompletionState.Completed, markdown: false));

    private Task Update(string status, bool markdown)
    {
        _status = status;
        Write(CompletionState.InProgress, null, markdown);
        return Task.CompletedTask;
    }

    private Task Complete(string? message, CompletionState state, bool markdown)
    {
        if (state != CompletionState.InProgress && Interlocked.Exchange(ref _isCompleted, 1) == 0)
        {
            var level = state == CompletionState.CompletedWithError ? LogLevel.Error : LogLevel.Information;
            _reporter.Line(_step, level, message ?? _status);
            Write(state, message, markdown);
        }

        return Task.CompletedTask;
    }

    private void Write(CompletionState state, string? message, bool markdown) => _reporter.Write(PublishingActivity.Task, new PublishingActivityData
    {
        Id = _id,
        StepId = _stepId,
        StatusText = _status,
        CompletionState = state.ToString(),
        CompletionMessage = message,
        Timestamp = _reporter.Now,
        EnableMarkdown = markdown,
    });
}

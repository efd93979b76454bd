using System.Globalization;
using System.Threading.Channels;
using Aspire.Hosting.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>Shows a run on the console, and to the Aspire CLI where it listens.</summary>
internal sealed class PipelineActivityReporter(ILogger<PipelineActivityReporter> console, TimeProvider time) : IPipelineActivityReporter
{
    private readonly Channel<PublishingActivity> _activities = Channel.CreateUnbounded<PublishingActivity>();
    private CompletionState _worst = CompletionState.Completed;
    private int _count;

    /// <summary>All that has happened, to be read once; ends with the run.</summary>
    public ChannelReader<PublishingActivity> Activities => _activities.Reader;

    /// <summary>Whether a step has failed.</summary>
    public bool HasFailed => _worst == CompletionState.CompletedWithError;

    public DateTimeOffset Now => time.GetUtcNow();

    public Task<IReportingStep> CreateStepAsync(string title, CancellationToken cancellationToken = default)
    {
        PipelineLog.StepStarted(console, title);
        return Task.FromResult<IReportingStep>(new ReportingStep(this, NextId(), title));
    }

    public Task CompletePublishAsync(PublishCompletionOptions? options = null, CancellationToken cancellationToken = default)
    {
        var state = options?.CompletionState ?? _worst;
        var succeeded = state != CompletionState.CompletedWithError;
        var message = options?.CompletionMessage ?? (succeeded ? "Pipeline completed" : "Pipeline failed");
        if (succeeded)
            PipelineLog.Completed(console, message);
        else
            PipelineLog.Failed(console, message);
        foreach (var line in options?.PipelineSummary ?? [])
            PipelineLog.Summary(console, line.Key, line.Value);
        Write(PublishingActivity.Completion, new PublishingActivityData
        {
            Id = PublishingActivity.Completion,
            StatusText = message,
            CompletionState = state.ToString(),
            PipelineSummary = options?.PipelineSummary,
        });
        _activities.Writer.TryComplete();
        return Task.CompletedTask;
    }

    public string NextId() => Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture);

    public void Write(string type, PublishingActivityData data) => _activities.Writer.TryWrite(new PublishingActivity(type, data));

    public void Line(string step, LogLevel level, string text) => PipelineLog.Line(console, level, step, text);

    public bool IsShown(LogLevel level) => console.IsEnabled(level);

    public void StepEnded(string step, string text, CompletionState state)
    {
        if (state > _worst)
            _worst = state;
        if (state == CompletionState.CompletedWithError)
            PipelineLog.StepFailed(console, step, text);
        else
            PipelineLog.StepCompleted(console, step, text == step ? "done" : text);
    }
}

using System.Globalization;
using System.Threading.Channels;
using Aspire.Hosting.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>Shows a run on the console, and to the Aspire CLI where it listens.</summary>
internal sealed class PipelineActivityReporter(ILoggerFactory loggers, TimeProvider time) : IPipelineActivityReporter
{
    /// <summary>The console shows it before each line.</summary>
    public const string Category = "Pipeline";

    private readonly ILogger _console = loggers.CreateLogger(Category);
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
        PipelineLog.StepStarted(_console, title);
        return Task.FromResult<IReportingStep>(new ReportingStep(this, NextId(), title));
    }

    public Task CompletePublishAsync(PublishCompletionOptions? options = null, CancellationToken cancellationToken = default)
    {
        var state = options?.CompletionState ?? _worst;
        var succeeded = state != CompletionState.CompletedWithError;
        var message = options?.CompletionMessage ?? (succeeded ? "Pipeline completed" : "Pipeline failed");
        if (succeeded)
            PipelineLog.Completed(_console, message);
        else
            PipelineLog.Failed(_console, message);
        foreach (var line in options?.PipelineSummary ?? [])
            PipelineLog.Summary(_console, line.Key, line.Value);
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

    public void Line(string step, LogLevel level, string text) => PipelineLog.Line(_console, level, step, text);

    public bool IsShown(LogLevel level) => _console.IsEnabled(level);

    public void StepEnded(string step, string text, CompletionState state)
    {
        if (state > _worst)
            _worst = state;
        if (state == CompletionState.CompletedWithError)
            PipelineLog.StepFailed(_console, step, text);
        else
            PipelineLog.StepCompleted(_console, step, text == step ? "done" : text);
    }
}

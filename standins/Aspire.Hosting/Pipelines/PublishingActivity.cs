namespace Aspire.Hosting.Pipelines;

/// <summary>What the Aspire CLI is told of a run: a step, a task of a step, a line or the end.</summary>
internal sealed record PublishingActivity(string Type, PublishingActivityData Data)
{
    public const string Step = "step";
    public const string Task = "task";
    public const string Log = "log";
    public const string Completion = "publish-complete";
}

/// <summary>A step or task is opened by its first message and closed by the one that is not in progress.</summary>
internal sealed record PublishingActivityData
{
    public required string Id { get; init; }

    public required string StatusText { get; init; }

    public required string CompletionState { get; init; }

    public string? CompletionMessage { get; init; }

    public string? StepId { get; init; }

    public string? LogLevel { get; init; }

    public DateTimeOffset? Timestamp { get; init; }

    public bool EnableMarkdown { get; init; }

    public IReadOnlyList<PipelineSummaryItem>? PipelineSummary { get; init; }
}

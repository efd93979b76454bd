namespace Aspire.Hosting.Pipelines;

/// <summary>Short words for how steps and tasks end.</summary>
public static class PublishingExtensions
{
    /// <summary>The step went well.</summary>
    public static Task<IReportingStep> SucceedAsync(this IReportingStep step, string? message = null, CancellationToken cancellationToken = default) =>
        step.EndAsync(message ?? "Completed successfully", CompletionState.Completed, cancellationToken);

    /// <summary>The step went well, with something to heed.</summary>
    public static Task<IReportingStep> WarnAsync(this IReportingStep step, string? message = null, CancellationToken cancellationToken = default) =>
        step.EndAsync(message ?? "Completed with warnings", CompletionState.CompletedWithWarning, cancellationToken);

    /// <summary>The step failed.</summary>
    public static Task<IReportingStep> FailAsync(this IReportingStep step, string? errorMessage = null, CancellationToken cancellationToken = default) =>
        step.EndAsync(errorMessage ?? "Failed", CompletionState.CompletedWithError, cancellationToken);

    /// <summary>The task does something else now.</summary>
    public static async Task<IReportingTask> UpdateStatusAsync(
        this IReportingTask task, string statusText, CancellationToken cancellationToken = default)
    {
        await task.UpdateAsync(statusText, cancellationToken).ConfigureAwait(false);
        return task;
    }

    /// <summary>The task went well.</summary>
    public static Task<IReportingTask> SucceedAsync(this IReportingTask task, string? message = null, CancellationToken cancellationToken = default) =>
        task.EndAsync(message, CompletionState.Completed, cancellationToken);

    /// <summary>The task went well, with something to heed.</summary>
    public static Task<IReportingTask> WarnAsync(this IReportingTask task, string? message = null, CancellationToken cancellationToken = default) =>
        task.EndAsync(message, CompletionState.CompletedWithWarning, cancellationToken);

    /// <summary>The task failed.</summary>
    public static Task<IReportingTask> FailAsync(this IReportingTask task, string? errorMessage = null, CancellationToken cancellationToken = default) =>
        task.EndAsync(errorMessage, CompletionState.CompletedWithError, cancellationToken);

    private static async Task<IReportingStep> EndAsync(
        this IReportingStep step, string message, CompletionState state, CancellationToken cancellationToken)
    {
        await step.CompleteAsync(message, state, cancellationToken).ConfigureAwait(false);
        return step;
    }

    private static async Task<IReportingTask> EndAsync(
        this IReportingTask task, string? message, CompletionState state, CancellationToken cancellationToken)
    {
        await task.CompleteAsync(message, state, cancellationToken).ConfigureAwait(false);
        return task;
    }
}

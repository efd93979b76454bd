using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>Runs one step and shows how it goes.</summary>
internal static class StepRun
{
    public static async Task ExecuteAsync(PipelineStep step, PipelineContext context, IPipelineActivityReporter reporter)
    {
        var shown = await reporter.CreateStepAsync(step.Name, context.CancellationToken).ConfigureAwait(false);
        await using var _ = shown.ConfigureAwait(false);
        try
        {
            await step.Action(new PipelineStepContext { PipelineContext = context, ReportingStep = shown }).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            await shown.CompleteAsync("Canceled", CompletionState.CompletedWithError, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
        catch (Exception failure)
        {
            shown.Log(WantsDetails(context) ? LogLevel.Error : LogLevel.Debug, failure.ToString());
            await shown.CompleteAsync(failure.Message, CompletionState.CompletedWithError, CancellationToken.None).ConfigureAwait(false);
            throw new StepFailedException($"Step '{step.Name}' failed: {failure.Message}", failure);
        }
    }

    private static bool WantsDetails(PipelineContext context) =>
        context.Services.GetRequiredService<IConfiguration>().GetValue<bool>(CommandLineSwitches.DetailsKey);
}

/// <summary>A step has failed, and has said so itself.</summary>
internal sealed class StepFailedException(string message, Exception inner) : DistributedApplicationException(message, inner);

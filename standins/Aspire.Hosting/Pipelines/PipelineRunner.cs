using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Backchannel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>Runs the pipeline in place of the application, and ends the host when it is through.</summary>
internal sealed class PipelineRunner(
    DistributedApplicationPipeline pipeline,
    PipelinePreparation preparation,
    PipelineActivityReporter reporter,
    DistributedApplicationModel model,
    DistributedApplicationExecutionContext execution,
    IDistributedApplicationEventing eventing,
    CliSession cli,
    IHostApplicationLifetime lifetime,
    IServiceProvider services,
    ILoggerFactory loggers) : BackgroundService
{
    /// <summary>Why the pipeline failed.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Whether the pipeline, or a step by its own account, failed.</summary>
    public bool HasFailed => Failure is not null || reporter.HasFailed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await StartedAsync(stoppingToken).ConfigureAwait(false);
            var context = new PipelineContext(model, execution, services, loggers.CreateLogger(PipelineActivityReporter.Category), stoppingToken);
            await PrepareAsync(context).ConfigureAwait(false);
            if (await cli.PipelineRequestedAsync(stoppingToken).ConfigureAwait(false))
            {
                await RunAsync(context).ConfigureAwait(false);
                await cli.LeftAsync(stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The user or the Aspire CLI ends it.
        }

        lifetime.StopApplication();
    }

    /// <summary>A host that is not up yet cannot be stopped in peace.</summary>
    private async Task StartedAsync(CancellationToken cancellation)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }

    private async Task PrepareAsync(PipelineContext context)
    {
        try
        {
            await eventing.PublishAsync(new BeforeStartEvent(services, model), context.CancellationToken).ConfigureAwait(false);
            await pipeline.PrepareAsync(context).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // Told with the pipeline's end: the CLI may not be there yet.
            Failure = failure;
        }

        preparation.Complete(Failure);
    }

    private async Task RunAsync(PipelineContext context)
    {
        try
        {
            if (Failure is null)
                await pipeline.ExecuteAsync(context).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Failure = failure;
        }

        if (Failure is not null and not StepFailedException)
            await ShowAsync(Failure).ConfigureAwait(false);
        await reporter.CompletePublishAsync(
            new PublishCompletionOptions
            {
                PipelineSummary = context.Summary.Items,
                CompletionState = Failure is null ? null : CompletionState.CompletedWithError,
                CompletionMessage = Failure?.Message,
            },
            CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>What is wrong with the pipeline itself: the Aspire CLI shows nothing but steps.</summary>
    private async Task ShowAsync(Exception failure)
    {
        var shown = await reporter.CreateStepAsync("pipeline", CancellationToken.None).ConfigureAwait(false);
        await using var _ = shown.ConfigureAwait(false);
        await shown.CompleteAsync(failure.Message, CompletionState.CompletedWithError, CancellationToken.None).ConfigureAwait(false);
    }
}

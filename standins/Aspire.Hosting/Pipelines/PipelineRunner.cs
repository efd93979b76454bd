using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>Runs the pipeline in place of the application, and ends the host when it is through.</summary>
internal sealed class PipelineRunner(
    IDistributedApplicationPipeline pipeline,
    IPipelineActivityReporter reporter,
    DistributedApplicationModel model,
    DistributedApplicationExecutionContext execution,
    IDistributedApplicationEventing eventing,
    IHostApplicationLifetime lifetime,
    IServiceProvider services,
    ILogger<PipelineActivityReporter> logger) : BackgroundService
{
    /// <summary>Why the pipeline failed.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Whether the pipeline, or a step by its own account, failed.</summary>
    public bool HasFailed { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await StartedAsync(stoppingToken).ConfigureAwait(false);
            await RunAsync(stoppingToken).ConfigureAwait(false);
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

    private async Task RunAsync(CancellationToken cancellation)
    {
        var context = new PipelineContext(model, execution, services, logger, cancellation);
        try
        {
            await eventing.PublishAsync(new BeforeStartEvent(services, model), cancellation).ConfigureAwait(false);
            await pipeline.ExecuteAsync(context).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Failure = failure;
        }

        var completion = new PublishCompletionOptions { PipelineSummary = context.Summary.Items };
        if (Failure is not null)
        {
            completion.CompletionState = CompletionState.CompletedWithError;
            completion.CompletionMessage = Failure.Message;
        }

        HasFailed = Failure is not null || reporter is PipelineActivityReporter { HasFailed: true };
        await reporter.CompletePublishAsync(completion, CancellationToken.None).ConfigureAwait(false);
    }
}

using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Diagnostics;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>Starts the resources with the application and stops them with it.</summary>
internal sealed class ApplicationOrchestrator(
    DistributedApplicationModel model,
    DistributedApplicationExecutionContext execution,
    ResourceRunners runners,
    IDistributedApplicationEventing eventing,
    DistributedApplicationPipeline pipeline,
    IConfiguration configuration,
    IServiceProvider services,
    TimeProvider time,
    ILogger<DistributedApplication> logger) : IHostedService
{
    /// <summary>Idle processes are gone by then; whoever is not has work in hand.</summary>
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(3);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        OrchestratorLog.Starting(logger);
        await eventing.PublishAsync(new BeforeStartEvent(services, model), cancellationToken).ConfigureAwait(false);
        await pipeline.PrepareAsync(new PipelineContext(model, execution, services, logger, cancellationToken)).ConfigureAwait(false);
        EndpointAllocator.Allocate(model, configuration);
        foreach (var resource in model.Resources)
        {
            var initial = await InitialSnapshot.CreateAsync(resource, execution, time, cancellationToken).ConfigureAwait(false);
            await runners.Notifications.PublishUpdateAsync(resource, _ => initial).ConfigureAwait(false);
        }

        foreach (var resource in model.Resources)
            await StartAsync(resource).ConfigureAwait(false);
        OrchestratorLog.Started(logger);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var stopped = Task.WhenAll(runners.All.Select(runner => runner.StopAsync()));
        if (await Task.WhenAny(stopped, Task.Delay(Quick, time, cancellationToken)).ConfigureAwait(false) != stopped)
            OrchestratorLog.StillEnding(logger, string.Join(", ", runners.All.Where(runner => runner.IsRunning).Select(runner => runner.Name)), (int)runners.Patience.Grace.TotalSeconds);
        await stopped.ConfigureAwait(false);
    }

    private async Task StartAsync(IResource resource)
    {
        if (resource is ParameterResource parameter)
        {
            await ShowAsync(parameter).ConfigureAwait(false);
            return;
        }

        if (resource is ContainerResource)
        {
            OrchestratorLog.NoContainers(runners.Logs.GetLogger(resource), resource.Name);
            await runners.Notifications.PublishUpdateAsync(resource, snapshot => snapshot.AsFailedToStart(time)).ConfigureAwait(false);
            return;
        }

        if (!resource.TryGetLastAnnotation<InstanceAnnotation>(out _))
            return;
        var runner = runners.Add(resource, resource.InstanceIds()[0]);
        if (!resource.TryGetLastAnnotation<ExplicitStartupAnnotation>(out _))
            await runner.StartAsync().ConfigureAwait(false);
    }

    private Task ShowAsync(ParameterResource parameter)
    {
        try
        {
            var value = new ResourcePropertySnapshot(PropertyNames.ParameterValue, parameter.Current) { IsSensitive = parameter.Secret };
            return runners.Notifications.PublishUpdateAsync(parameter, snapshot => snapshot with
            {
                State = KnownResourceStates.Running,
                Properties = [.. snapshot.Properties, value],
            });
        }
        catch (DistributedApplicationException missing)
        {
            OrchestratorLog.NoValue(runners.Logs.GetLogger(parameter), missing.Message);
            return runners.Notifications.PublishUpdateAsync(parameter, snapshot => snapshot with
            {
                State = new(KnownResourceStates.ValueMissing, KnownResourceStateStyles.Error),
            });
        }
    }
}

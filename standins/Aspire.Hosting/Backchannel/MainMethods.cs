using System.Runtime.CompilerServices;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Backchannel.Rpc;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Backchannel;

/// <summary>What the Aspire CLI asks the AppHost that it has started itself.</summary>
internal sealed class MainMethods(
    AppHostLog log,
    ResourceNotificationService notifications,
    DashboardLinks dashboard,
    PipelineActivityReporter activities,
    CliSession session,
    PipelineListing steps,
    IHostApplicationLifetime lifetime)
{
    public RpcMethods Create()
    {
        var methods = new RpcMethods();
        methods.Add("GetCapabilitiesAsync", () => new[] { "baseline.v2", "pipeline-steps.v1" });
        methods.Add("GetAppHostLogEntriesAsync", () => log.FollowAsync());
        methods.Add("GetDashboardUrlsAsync", (_, cancellation) => dashboard.UrlsAsync(cancellation));
        methods.Add("GetResourceStatesAsync", () => ResourceStatesAsync());
        methods.Add("NotifyAppHostReadyAsync", () => (object?)null);
        methods.Add("GetPublishingActivitiesAsync", () => ActivitiesAsync());
        methods.Add("GetPipelineStepsAsync", (arguments, cancellation) => steps.ListAsync(arguments.Get<StepsRequest>(0)?.Step, cancellation));
        methods.Add("RequestStopAsync", () =>
        {
            lifetime.StopApplication();
            return (object?)null;
        });
        return methods;
    }

    private async IAsyncEnumerable<object> ResourceStatesAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var change in notifications.WatchAsync(cancellation).ConfigureAwait(false))
            yield return ResourceView.StateOf(change);
    }

    private async IAsyncEnumerable<object> ActivitiesAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        session.RequestPipeline();
        await foreach (var activity in activities.Activities.ReadAllAsync(cancellation).ConfigureAwait(false))
            yield return activity;
    }

    private sealed record StepsRequest(string? Step);
}

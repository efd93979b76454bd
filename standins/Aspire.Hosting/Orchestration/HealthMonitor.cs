using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Orchestration;

/// <summary>Runs the health checks of every resource that runs, and says when it is ready.</summary>
internal sealed class HealthMonitor(
    ResourceNotificationService notifications,
    HealthCheckService checks,
    IDistributedApplicationEventing eventing,
    IServiceProvider services,
    TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan WhileUnhealthy = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan WhileHealthy = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var watched = new Dictionary<string, CancellationTokenSource>();
        try
        {
            await foreach (var change in notifications.WatchAsync(stoppingToken).ConfigureAwait(false))
            {
                var runs = change.Snapshot.State?.Text == KnownResourceStates.Running;
                if (runs && !watched.ContainsKey(change.ResourceId))
                {
                    var ends = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                    watched[change.ResourceId] = ends;
                    _ = Task.Run(() => WatchAsync(change.Resource, change.ResourceId, ends.Token), CancellationToken.None);
                }
                else if (!runs && watched.Remove(change.ResourceId, out var ends))
                {
                    await ends.CancelAsync().ConfigureAwait(false);
                    ends.Dispose();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The application ends.
        }
    }

    private async Task WatchAsync(IResource resource, string id, CancellationToken cancellation)
    {
        try
        {
            var keys = resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => check.Key).ToHashSet();
            var ready = false;
            while (true)
            {
                var healthy = keys.Count == 0 || await CheckAsync(resource, id, keys, cancellation).ConfigureAwait(false);
                if (healthy && !ready)
                {
                    ready = true;
                    await eventing.PublishAsync(new ResourceReadyEvent(resource, services), cancellation).ConfigureAwait(false);
                }

                if (keys.Count == 0)
                    return;
                await Task.Delay(healthy ? WhileHealthy : WhileUnhealthy, time, cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The resource has ended, or the application does.
        }
    }

    private async Task<bool> CheckAsync(IResource resource, string id, HashSet<string> keys, CancellationToken cancellation)
    {
        var report = await checks.CheckHealthAsync(check => keys.Contains(check.Name), cancellation).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        var at = time.GetUtcNow().UtcDateTime;
        await notifications.PublishUpdateAsync(resource, id, snapshot => snapshot with
        {
            HealthReports = [.. report.Entries.Select(entry => new HealthReportSnapshot(
                entry.Key, entry.Value.Status, entry.Value.Description, entry.Value.Exception?.ToString()) { LastRunAt = at })],
        }).ConfigureAwait(false);
        return report.Status == HealthStatus.Healthy;
    }
}

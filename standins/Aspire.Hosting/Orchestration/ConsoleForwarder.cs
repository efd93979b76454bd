using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>Shows on the console what resources write, where that is asked for or no dashboard does.</summary>
internal sealed class ConsoleForwarder(
    DistributedApplicationOptions options,
    DashboardAddresses dashboard,
    ResourceNotificationService notifications,
    ResourceLoggerService logs,
    AppHostProject appHost,
    ILoggerFactory loggers) : BackgroundService
{
    private readonly ConcurrentDictionary<string, Task> _forwarded = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.EnableResourceLogging && (dashboard.IsEnabled || options.DisableDashboard))
            return;
        try
        {
            await foreach (var change in notifications.WatchAsync(stoppingToken).ConfigureAwait(false))
                _ = _forwarded.GetOrAdd(change.ResourceId, id => ForwardAsync(change.Resource.Name, id, stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The application ends.
        }
    }

    private async Task ForwardAsync(string name, string id, CancellationToken cancellation)
    {
        var logger = loggers.CreateLogger($"{appHost.Name}.Resources.{name}");
        try
        {
            await foreach (var batch in logs.WatchAsync(id).WithCancellation(cancellation).ConfigureAwait(false))
            {
                foreach (var line in batch)
                    Write(logger, line);
            }
        }
        catch (OperationCanceledException)
        {
            // The application ends.
        }
    }

    private static void Write(ILogger logger, LogLine line)
    {
        // The console shows its own time.
        var text = line.Content[(line.Content.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        if (line.IsErrorMessage)
            ForwarderLog.ErrorLine(logger, line.LineNumber, text);
        else
            ForwarderLog.OutputLine(logger, line.LineNumber, text);
    }
}

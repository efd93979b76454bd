using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Backchannel.Rpc;
using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Backchannel;

/// <summary>What any Aspire CLI asks a running AppHost: ps, describe, logs, wait, resource, stop.</summary>
internal sealed class AuxiliaryMethods(
    AppHostProject appHost,
    DashboardLinks dashboard,
    ResourceNotificationService notifications,
    ResourceCommandService commands,
    ConsoleLogs logs,
    ResourceWaits waits,
    IConfiguration configuration,
    IHostApplicationLifetime lifetime)
{
    private static readonly DateTimeOffset StartedAt = Process.GetCurrentProcess().StartTime;

    public RpcMethods Create()
    {
        var methods = new RpcMethods();
        methods.Add("GetCapabilitiesAsync", () => new { Capabilities = new[] { "aux.v1", "aux.v2", "aux.v3" } });
        methods.Add("GetAppHostInformationAsync", () => new
        {
            AppHostPath = appHost.Path,
            ProcessId = Environment.ProcessId,
            CliProcessId = CliProcess,
            StartedAt,
            CliLogFilePath = CliLog,
        });
        methods.Add("GetAppHostInfoAsync", () => new
        {
            Pid = Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
            AspireHostVersion = appHost.AspireVersion,
            AppHostPath = appHost.Path,
            CliProcessId = CliProcess,
            StartedAt,
            CliLogFilePath = CliLog,
        });
        methods.Add("GetDashboardUrlsAsync", (_, cancellation) => dashboard.UrlsAsync(cancellation));
        methods.Add("GetDashboardInfoAsync", (_, cancellation) => dashboard.ApiAsync(cancellation));
        methods.Add("WaitForAppHostReadyAsync", ReadyAsync);
        methods.Add("GetResourcesAsync", arguments => new { Resources = Snapshots(arguments.Get<ResourceFilter>(0)) });
        methods.Add("GetResourceSnapshotsAsync", _ => Snapshots(null));
        methods.Add("WatchResourcesAsync", arguments => WatchAsync(arguments.Get<ResourceFilter>(0)));
        methods.Add("WatchResourceSnapshotsAsync", _ => WatchAsync(null));
        methods.Add("GetConsoleLogBatchesAsync", arguments => logs.BatchesAsync(arguments.Get<ConsoleLogRequest>(0) ?? new ConsoleLogRequest()));
        methods.Add("GetConsoleLogsAsync", arguments => logs.LinesAsync(arguments.Get<ConsoleLogRequest>(0) ?? new ConsoleLogRequest()));
        methods.Add("GetResourceLogsAsync", arguments => logs.LinesAsync(
            new ConsoleLogRequest { ResourceName = arguments.Get<string>(0), Follow = arguments.Get<bool>(1) }));
        methods.Add("WaitForResourceAsync", (arguments, cancellation) => waits.WaitAsync(arguments.Require<WaitRequest>(0), cancellation));
        methods.Add("ExecuteResourceCommandAsync", (arguments, cancellation) => ExecuteAsync(arguments.Require<CommandRequest>(0), cancellation));
        methods.Add("StopAsync", () => Stop(new { }));
        methods.Add("StopAppHostAsync", () => Stop(null));
        return methods;
    }

    private int? CliProcess => int.TryParse(configuration["ASPIRE_CLI_PID"], CultureInfo.InvariantCulture, out var id) ? id : null;

    private string? CliLog => configuration["ASPIRE_CLI_LOG_FILE"];

    private object? Stop(object? answer)
    {
        lifetime.StopApplication();
        return answer;
    }

    private async Task<object?> ReadyAsync(RpcArguments arguments, CancellationToken cancellation)
    {
        await waits.StartedAsync(cancellation).ConfigureAwait(false);
        return new { IsReady = true };
    }

    private object[] Snapshots(ResourceFilter? filter) =>
        [.. notifications.Current.Where(known => filter is null || filter.Covers(known)).Select(ResourceView.From)];

    private async IAsyncEnumerable<object> WatchAsync(ResourceFilter? filter, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var change in notifications.WatchAsync(cancellation).ConfigureAwait(false))
        {
            if (filter is null || filter.Covers(change))
                yield return ResourceView.From(change);
        }
    }

    private async Task<object?> ExecuteAsync(CommandRequest request, CancellationToken cancellation)
    {
        if (request.ValidateOnly)
            return new { Success = true, ValidationErrors = Array.Empty<object>() };
        var result = await commands.ExecuteCommandAsync(request.ResourceName, request.CommandName, cancellation).ConfigureAwait(false);
        return new
        {
            result.Success,
            result.Canceled,
            Message = result.Message ?? result.ErrorMessage,
            ValidationErrors = Array.Empty<object>(),
        };
    }

    private sealed record CommandRequest
    {
        public required string ResourceName { get; init; }

        public required string CommandName { get; init; }

        public bool ValidateOnly { get; init; }
    }

    private sealed record ResourceFilter(string? Filter)
    {
        public bool Covers(ResourceEvent change) => string.IsNullOrEmpty(Filter)
            || change.Resource.Name.Contains(Filter, StringComparison.OrdinalIgnoreCase);
    }
}

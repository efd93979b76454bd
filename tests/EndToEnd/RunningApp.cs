using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using EndToEnd.Traces;
using Microsoft.Extensions.DependencyInjection;

namespace EndToEnd;

/// <summary>The whole application as the AppHost composes it, started once: compile job, three units, gateway, frontend.</summary>
public sealed class RunningApp : IAsyncLifetime
{
    /// <summary>The units of the default fleet.</summary>
    public static readonly string[] Units = ["flux-trn1", "flux-inf2", "flux-g5"];

    private const int LinesOfLastWords = 30;

    // Compiling for all units into an empty store takes its time on two busy cores.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(10);

    private DistributedApplication? _app;

    /// <summary>Client of the gateway.</summary>
    internal GatewayClient Gateway { get; private set; } = default!;

    /// <summary>Receives the spans of every service.</summary>
    internal TraceCollector Traces { get; private set; } = default!;

    internal Uri Frontend => App.GetEndpoint("frontend", "http");

    private DistributedApplication App => _app ?? throw new InvalidOperationException("The application has not been started.");

    public async ValueTask InitializeAsync()
    {
        using var limit = new CancellationTokenSource(StartLimit);
        Traces = await TraceCollector.StartAsync();
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(limit.Token);
        foreach (var project in builder.Resources.OfType<ProjectResource>().ToArray())
        {
            builder.CreateResourceBuilder(project)
                .WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", Traces.Address)
                .WithEnvironment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
                .WithEnvironment("OTEL_SERVICE_NAME", project.Name)
                .WithEnvironment("OTEL_BSP_SCHEDULE_DELAY", "200");
        }
        _app = await builder.BuildAsync(limit.Token);
        await _app.StartAsync(limit.Token);
        Gateway = new(_app.CreateHttpClient("gateway", "http"));
        foreach (var name in (string[])[.. Units, "gateway", "frontend"])
            await WaitForHealthAsync(name, limit.Token);
    }

    /// <summary>Completes when the resource is up and its health check passes.</summary>
    public async Task WaitForHealthAsync(string resource, CancellationToken cancellation)
    {
        try
        {
            await App.ResourceNotifications.WaitForResourceHealthyAsync(resource, cancellation);
        }
        catch (Exception exception) when (exception is OperationCanceledException or DistributedApplicationException)
        {
            throw new InvalidOperationException($"{resource} did not become healthy. Its last words:\n{await LastWordsAsync(resource)}", exception);
        }
    }

    /// <summary>Process id of a resource, as the dashboard shows it.</summary>
    public async Task<int> ProcessIdOfAsync(string resource, CancellationToken cancellation)
    {
        var running = await App.ResourceNotifications.WaitForResourceAsync(resource, change => ProcessId(change) is not null, cancellation);
        return Convert.ToInt32(ProcessId(running), CultureInfo.InvariantCulture);

        static object? ProcessId(ResourceEvent change) =>
            change.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value;
    }

    /// <summary>Completes when the AppHost has noticed that the resource's process is gone.</summary>
    public Task WaitForEndAsync(string resource, CancellationToken cancellation) =>
        App.ResourceNotifications.WaitForResourceAsync(resource, KnownResourceStates.TerminalStates, cancellation);

    /// <summary>Presses a resource's button on the dashboard, so to say.</summary>
    public async Task ExecuteAsync(string resource, string command, CancellationToken cancellation)
    {
        var result = await App.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(resource, command, cancellation);
        Assert.True(result.Success, $"{command} of {resource}: {result.Message}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        if (Traces is not null)
            await Traces.DisposeAsync();
    }

    private async Task<string> LastWordsAsync(string resource)
    {
        var log = await App.Services.GetRequiredService<ResourceLoggerService>().GetAllAsync(resource).SelectMany(batch => batch).ToListAsync();
        return string.Join('\n', log.TakeLast(LinesOfLastWords).Select(line => line.Content));
    }
}

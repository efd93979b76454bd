using Microsoft.Extensions.DependencyInjection;

namespace Standins.Tests.Hosting;

/// <summary>An application under test that has been started, and its usual questions.</summary>
internal sealed class EchoApplication : IAsyncDisposable
{
    /// <summary>For what takes a second on an idle machine and far longer on one that is building.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly DistributedApplication _app;

    private EchoApplication(DistributedApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    public ResourceNotificationService States => _app.ResourceNotifications;

    /// <summary>Describes an application here, builds and starts it.</summary>
    public static async Task<EchoApplication> StartAsync(Action<IDistributedApplicationBuilder> describe, params string[] args)
    {
        await using var builder = DistributedApplicationTestingBuilder.Create(args);
        describe(builder);
        return await StartAsync(builder);
    }

    public static async Task<EchoApplication> StartAsync(IDistributedApplicationTestingBuilder builder)
    {
        var app = await builder.BuildAsync(TestContext.Current.CancellationToken);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new EchoApplication(app);
    }

    public HttpClient Client(string name) => _app.CreateHttpClient(name);

    public async Task<string> GetAsync(string name, string path)
    {
        using var client = Client(name);
        return await client.GetStringAsync(path, TestContext.Current.CancellationToken);
    }

    public Task<ResourceEvent> HealthyAsync(string name) =>
        States.WaitForResourceHealthyAsync(name, TestContext.Current.CancellationToken).WaitAsync(Patience);

    public Task<ResourceEvent> StateAsync(string name, string state) => States.WaitForResourceAsync(
        name, change => change.Snapshot.State?.Text == state, TestContext.Current.CancellationToken).WaitAsync(Patience);

    public Task<ExecuteCommandResult> CommandAsync(string name, string command)
    {
        var resource = Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(known => known.Name == name);
        return _app.ResourceCommands.ExecuteCommandAsync(resource, command, TestContext.Current.CancellationToken).WaitAsync(Patience);
    }

    /// <summary>Waits until a resource has written a line with a text in it.</summary>
    public async Task LineAsync(string name, string text)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        var logs = Services.GetRequiredService<ResourceLoggerService>();
        var started = await States.WaitForResourceAsync(name, static _ => true, limit.Token);
        await foreach (var batch in logs.WatchAsync(started.ResourceId).WithCancellation(limit.Token))
        {
            if (batch.Any(line => line.Content.Contains(text, StringComparison.Ordinal)))
                return;
        }
    }

    /// <summary>How a resource is now.</summary>
    public CustomResourceSnapshot Current(string name) =>
        States.TryGetCurrentState(name, out var change) ? change.Snapshot : throw new InvalidOperationException($"There is no '{name}'.");

    /// <summary>Stops the application as Ctrl+C does.</summary>
    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shared;

namespace Standins.Tests.Hosting;

/// <summary>A process that is asked to end may finish the work in hand, but not for ever.</summary>
public sealed class StopTests : IDisposable
{
    private const int KilledBySignal = 137;

    /// <summary>A worker drains for so long before its own host gives up.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(130);

    private readonly ManualTime _time = new();
    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [Fact]
    public async Task Work_in_hand_is_finished_when_the_application_stops()
    {
        await using var app = await StartAsync();
        var stopped = app.StopAsync();
        await app.LineAsync("busy", "Ending.");

        _time.Advance(Drain);
        Assert.False(stopped.IsCompleted, "The process has not ended yet.");
        await File.WriteAllTextAsync(_file, "", TestContext.Current.CancellationToken);
        await stopped;

        Assert.Equal(0, app.Current("busy").ExitCode);
    }

    [Fact]
    public async Task Work_in_hand_is_finished_when_the_resource_is_stopped()
    {
        await using var app = await StartAsync();
        var stopped = app.CommandAsync("busy", KnownResourceCommands.StopCommand);
        await app.LineAsync("busy", "Ending.");

        _time.Advance(Drain);
        Assert.False(stopped.IsCompleted, "The process has not ended yet.");
        await File.WriteAllTextAsync(_file, "", TestContext.Current.CancellationToken);
        await stopped;

        Assert.Equal(0, app.Current("busy").ExitCode);
    }

    [Fact]
    public async Task A_process_that_does_not_end_in_the_hosts_time_is_killed()
    {
        await using var app = await StartAsync(services => services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(40)));
        var stopped = app.StopAsync();
        await app.LineAsync("busy", "Ending.");

        // Most of the host's time, set before the process was asked to end; to the last moment of it nothing kills the process.
        var grace = TimeSpan.FromSeconds(36);
        var moment = TimeSpan.FromTicks(1);
        Assert.Contains(grace, _time.Waits);
        _time.Advance(grace - moment);
        Assert.Contains(moment, _time.Waits);
        Assert.False(stopped.IsCompleted, "The process may still end.");
        _time.Advance(moment);
        await stopped;

        Assert.Equal(KilledBySignal, app.Current("busy").ExitCode);
    }

    public void Dispose() => File.Delete(_file);

    private async Task<EchoApplication> StartAsync(Action<IServiceCollection>? configure = null)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal that asks a process to end.");
        var app = await EchoApplication.StartAsync(builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_time);
            configure?.Invoke(builder.Services);
            builder.AddProject<Projects.EchoService>("busy", launchProfileName: null)
                .WithHttpEndpoint().WithEnvironment("ECHO_ENDS_WITH_FILE", _file);
        });
        await app.LineAsync("busy", "Application started");
        return app;
    }
}

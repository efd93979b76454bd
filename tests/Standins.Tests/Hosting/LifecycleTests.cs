namespace Standins.Tests.Hosting;

public sealed class LifecycleTests
{
    [Fact]
    public async Task A_resource_that_waits_for_a_healthy_one_starts_when_that_turns_healthy()
    {
        await using var app = await EchoApplication.StartAsync(builder =>
        {
            var slow = builder.AddProject<Projects.EchoService>("slow", launchProfileName: null)
                .WithHttpEndpoint().WithEnvironment("ECHO_UNHEALTHY", "1").WithHttpHealthCheck("/health");
            builder.AddProject<Projects.EchoService>("patient", launchProfileName: null).WithHttpEndpoint().WaitFor(slow);
        });
        await app.StateAsync("patient", KnownResourceStates.Waiting);
        var unhealthy = await app.States.WaitForResourceAsync(
            "slow", change => change.Snapshot.HealthReports.Any(report => report.Description?.Contains("503", StringComparison.Ordinal) == true), TestContext.Current.CancellationToken);
        Assert.NotEqual(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy, unhealthy.Snapshot.HealthStatus);

        using var slow = app.Client("slow");
        using var answer = await slow.PutAsync("/health/true", null, TestContext.Current.CancellationToken);

        await app.StateAsync("patient", KnownResourceStates.Running);
    }

    [Fact]
    public async Task Stop_start_and_restart_do_what_they_say_at_the_same_address()
    {
        await using var app = await EchoApplication.StartAsync(builder =>
            builder.AddProject<Projects.EchoService>("echo", launchProfileName: null).WithHttpEndpoint().WithHttpHealthCheck("/health"));
        await app.HealthyAsync("echo");
        var first = await app.GetAsync("echo", "/process");

        Assert.True((await app.CommandAsync("echo", KnownResourceCommands.RestartCommand)).Success);
        await app.HealthyAsync("echo");
        var second = await app.GetAsync("echo", "/process");
        Assert.NotEqual(first, second);

        Assert.True((await app.CommandAsync("echo", KnownResourceCommands.StopCommand)).Success);
        var stopped = await app.StateAsync("echo", KnownResourceStates.Finished);
        Assert.All(stopped.Snapshot.Urls, url => Assert.True(url.IsInactive));
        await Assert.ThrowsAsync<HttpRequestException>(() => app.GetAsync("echo", "/process"));

        Assert.True((await app.CommandAsync("echo", KnownResourceCommands.StartCommand)).Success);
        await app.HealthyAsync("echo");
        Assert.NotEqual(second, await app.GetAsync("echo", "/process"));
    }

    [Fact]
    public async Task A_resource_with_explicit_start_starts_by_command_only()
    {
        await using var app = await EchoApplication.StartAsync(builder =>
            builder.AddProject<Projects.EchoService>("lazy", launchProfileName: null).WithHttpEndpoint().WithExplicitStart());
        var idle = await app.StateAsync("lazy", KnownResourceStates.NotStarted);
        Assert.Equal(ResourceCommandState.Enabled, idle.Snapshot.Commands.Single(command => command.Name == "start").State);

        await app.CommandAsync("lazy", KnownResourceCommands.StartCommand);

        await app.StateAsync("lazy", KnownResourceStates.Running);
    }

    [Fact]
    public async Task An_end_is_noticed_with_its_exit_code_and_told_to_those_who_asked()
    {
        var told = new TaskCompletionSource<ResourceStoppedEvent>();
        await using var app = await EchoApplication.StartAsync(builder =>
        {
            var echo = builder.AddProject<Projects.EchoService>("echo", launchProfileName: null).WithHttpEndpoint().WithHttpHealthCheck("/health");
            builder.Eventing.Subscribe<ResourceStoppedEvent>(echo.Resource, (happened, _) =>
            {
                told.TrySetResult(happened);
                return Task.CompletedTask;
            });
        });
        await app.HealthyAsync("echo");

        using var echo = app.Client("echo");
        using var answer = await echo.PostAsync("/end/7", null, TestContext.Current.CancellationToken);

        Assert.Equal(7, (await app.StateAsync("echo", KnownResourceStates.Finished)).Snapshot.ExitCode);
        Assert.Equal(7, (await told.Task.WaitAsync(TestContext.Current.CancellationToken)).ResourceEvent.Snapshot.ExitCode);
    }

    [Fact]
    public async Task One_that_is_killed_is_told_as_killed_and_can_be_started()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals.");
        await using var app = await EchoApplication.StartAsync(builder =>
            builder.AddProject<Projects.EchoService>("echo", launchProfileName: null).WithHttpEndpoint().WithHttpHealthCheck("/health"));
        await app.HealthyAsync("echo");

        using (var process = System.Diagnostics.Process.GetProcessById(int.Parse(await app.GetAsync("echo", "/process"), System.Globalization.CultureInfo.InvariantCulture)))
            process.Kill();

        var ended = await app.StateAsync("echo", KnownResourceStates.Finished);
        Assert.Contains("killed (SIGKILL)", Aspire.Hosting.Orchestration.ExitCodes.Describe(ended.Snapshot.ExitCode!.Value), StringComparison.Ordinal);
        // As in the official dashboard: what does not run is started, not restarted.
        Assert.Equal(
            [ResourceCommandState.Enabled, ResourceCommandState.Disabled],
            new[] { KnownResourceCommands.StartCommand, KnownResourceCommands.RestartCommand }
                .Select(name => ended.Snapshot.Commands.Single(command => command.Name == name).State));
    }

    [Fact]
    public async Task A_command_of_ones_own_is_executed_and_its_failure_told()
    {
        await using var app = await EchoApplication.StartAsync(builder => builder.AddProject<Projects.EchoService>("echo", launchProfileName: null)
            .WithExplicitStart()
            .WithCommand("greet", "Greet", context => Task.FromResult(CommandResults.Success($"hello {context.ResourceName.Split('-')[0]}")))
            .WithCommand("stumble", "Stumble", _ => throw new InvalidOperationException("a stone")));

        Assert.Equal("hello echo", (await app.CommandAsync("echo", "greet")).Message);
        Assert.Equal("a stone", (await app.CommandAsync("echo", "stumble")).ErrorMessage);
        Assert.False((await app.CommandAsync("echo", "no such thing")).Success);
    }

    [Fact]
    public async Task Arguments_are_passed_and_both_outputs_are_kept()
    {
        await using var app = await EchoApplication.StartAsync(builder => builder.AddProject<Projects.EchoService>("echo", launchProfileName: null)
            .WithHttpEndpoint().WithHttpHealthCheck("/health").WithArgs("--one", "two words"));
        var echo = await app.HealthyAsync("echo");
        Assert.Equal("""["--one","two words"]""", await app.GetAsync("echo", "/arguments"));

        using var client = app.Client("echo");
        using var answer = await client.PostAsync("/write/marker", null, TestContext.Current.CancellationToken);

        var logs = (ResourceLoggerService)app.Services.GetService(typeof(ResourceLoggerService))!;
        var found = new List<LogLine>();
        await foreach (var batch in logs.WatchAsync(echo.ResourceId).WithCancellation(TestContext.Current.CancellationToken))
        {
            found.AddRange(batch.Where(line => line.Content.EndsWith("marker", StringComparison.Ordinal)));
            if (found.Count == 2)
                break;
        }

        Assert.Contains(found, line => line.IsErrorMessage && line.Content.EndsWith(" error marker", StringComparison.Ordinal));
        Assert.Contains(found, line => !line.IsErrorMessage);
    }

    [Fact]
    public async Task A_missing_parameter_stops_what_needs_it_and_says_which_key_to_set()
    {
        await using var app = await EchoApplication.StartAsync(builder =>
        {
            var absent = builder.AddParameter("absent");
            builder.AddProject<Projects.EchoService>("needy").WithEnvironment("ABSENT", absent);
        });

        await app.StateAsync("absent", KnownResourceStates.ValueMissing);
        var needy = await app.StateAsync("needy", KnownResourceStates.FailedToStart);

        var logs = (ResourceLoggerService)app.Services.GetService(typeof(ResourceLoggerService))!;
        var lines = await logs.GetAllAsync(needy.ResourceId).FirstAsync(TestContext.Current.CancellationToken);
        Assert.Contains(lines, line => line.Content.Contains("Parameters:absent", StringComparison.Ordinal));
    }
}

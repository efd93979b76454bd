namespace Standins.Tests.Hosting;

public sealed class ProgramTests
{
    [Fact]
    public async Task A_program_is_run_to_its_build_and_its_resources_come_up_in_order()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.EchoAppHost>(TestContext.Current.CancellationToken);
        Assert.Equal(["secret", "job", "back", "front"], builder.Resources.Select(resource => resource.Name));

        await using var app = await EchoApplication.StartAsync(builder);
        var front = await app.HealthyAsync("front");

        var job = await app.StateAsync("job", KnownResourceStates.Finished);
        var back = await app.HealthyAsync("back");
        Assert.Equal(0, job.Snapshot.ExitCode);
        Assert.True(job.Snapshot.StopTimeStamp <= back.Snapshot.StartTimeStamp, "The job must have ended before what waits for it starts.");
        Assert.True(back.Snapshot.StartTimeStamp <= front.Snapshot.StartTimeStamp, "What is waited for must start first.");
    }

    [Fact]
    public async Task A_reference_lets_a_service_find_another()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.EchoAppHost>(TestContext.Current.CancellationToken);
        await using var app = await EchoApplication.StartAsync(builder);
        await app.HealthyAsync("front");

        using var back = app.Client("back");
        var expected = back.BaseAddress!.ToString().TrimEnd('/');
        Assert.Equal(expected, await app.GetAsync("front", "/environment/services__back__http__0"));
        Assert.Equal(expected, await app.GetAsync("front", "/environment/BACK_HTTP"));
    }

    [Fact]
    public async Task A_secret_reaches_the_process_and_nobody_else()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.EchoAppHost>(TestContext.Current.CancellationToken);
        await using var app = await EchoApplication.StartAsync(builder);
        var back = await app.HealthyAsync("back");

        Assert.Equal("hush", await app.GetAsync("back", "/environment/ECHO_SECRET"));
        var shown = Assert.Single(back.Snapshot.EnvironmentVariables, variable => variable.Name == "ECHO_SECRET");
        Assert.DoesNotContain("hush", shown.Value, StringComparison.Ordinal);
        Assert.True(app.States.TryGetCurrentState("secret", out var parameter));
        Assert.True(Assert.Single(parameter.Snapshot.Properties, property => property.Name == "Value").IsSensitive);
    }

    [Fact]
    public async Task What_waits_for_a_job_that_fails_does_not_start()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.EchoAppHost>(
            ["--Job:Exit=3"], TestContext.Current.CancellationToken);
        await using var app = await EchoApplication.StartAsync(builder);

        await app.StateAsync("back", KnownResourceStates.FailedToStart);
        await app.StateAsync("front", KnownResourceStates.FailedToStart);

        Assert.Equal(3, (await app.StateAsync("job", KnownResourceStates.Finished)).Snapshot.ExitCode);
    }

    [Fact]
    public async Task A_program_that_fails_before_its_build_fails_the_test()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            DistributedApplicationTestingBuilder.CreateAsync<Projects.EchoAppHost>(["--Fail=before the build"], TestContext.Current.CancellationToken));

        Assert.Contains("before the build", failure.Message, StringComparison.Ordinal);
    }
}

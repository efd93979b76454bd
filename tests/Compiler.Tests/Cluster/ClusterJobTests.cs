using Compiler.Jobs;
using Microsoft.Extensions.Logging.Abstractions;
using Pjrt;

namespace Compiler.Tests.Cluster;

/// <summary>The job as a cluster starts it: for one unit and size, which may be the last that its Deployment waits for.</summary>
public sealed class ClusterJobTests
{
    [Fact]
    public async Task The_job_of_the_last_size_lets_the_Deployment_go()
    {
        using var store = new TemporaryStore(TemporaryStore.Unit("flux-a"), TemporaryStore.Unit("flux-b", tensorParallel: 2));
        await using var api = new FakeApiServer();

        var (firstCode, first) = await RunAsync(store, api, "flux-a", "64x32");
        Assert.Equal(CompileJob.Success, firstCode);
        Assert.Equal(["flux-a 64x32"], first.Summary!.Plans.Select(plan => $"{plan.Unit.Name} {string.Join(',', plan.Unit.Sizes)}"));
        Assert.True(api.Paused);
        Assert.Contains(first.Lines, line => line.StartsWith("flux-a-deployment stays held: ", StringComparison.Ordinal) && line.Contains("flux-a 32x64"));

        var (secondCode, second) = await RunAsync(store, api, "flux-a", "32x64");
        Assert.Equal(CompileJob.Success, secondCode);
        Assert.False(api.Paused);
        Assert.Contains(second.Lines, line => line.EndsWith("flux-a-deployment is let go.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_job_that_failed_lets_nothing_go()
    {
        using var store = new TemporaryStore(TemporaryStore.Unit("flux-a", model: "gone"));
        await using var api = new FakeApiServer();

        var (exitCode, _) = await RunAsync(store, api, "flux-a", "64x32");

        Assert.Equal(CompileJob.Failure, exitCode);
        Assert.Empty(api.Requests);
    }

    [Fact]
    public async Task An_API_that_refuses_fails_the_job_so_that_it_is_tried_again()
    {
        using var store = new TemporaryStore(TemporaryStore.Unit("flux-a"));
        await using var api = new FakeApiServer { Refusal = System.Net.HttpStatusCode.Forbidden };

        var (exitCode, report) = await RunAsync(store, api, "flux-a", size: null);

        Assert.Equal(CompileJob.Failure, exitCode);
        Assert.Contains("403", Assert.Single(report.Problems));
    }

    [Fact]
    public async Task After_an_upgrade_it_only_lets_go_again_what_was_let_go_before_and_needs_neither_fleet_nor_device()
    {
        await using var api = new FakeApiServer();
        var report = new RecordingReport();
        var settings = new JobSettings { FleetPath = "/nowhere/fleet.json", Resume = ["flux-a-deployment"] };
        var job = new CompileJob(settings, report, TimeProvider.System, NullLogger<CompileJob>.Instance) { Cluster = () => api.Access };

        Assert.Equal(CompileJob.Success, await job.RunAsync(TestContext.Current.CancellationToken));
        Assert.True(api.Paused);

        api.Deployment["metadata"]!["annotations"]!["released.inference/c0ffee00"] = "true";
        Assert.Equal(CompileJob.Success, await job.RunAsync(TestContext.Current.CancellationToken));
        Assert.False(api.Paused);
        Assert.Contains("it is let go again", report.Lines[^1]);
    }

    [Fact]
    public async Task Outside_of_a_cluster_it_says_that_there_is_nothing_to_let_go()
    {
        using var store = new TemporaryStore(TemporaryStore.Unit("flux-a"));

        var (exitCode, report) = await RunAsync(store, api: null, "flux-a", size: null);

        Assert.Equal(CompileJob.Success, exitCode);
        Assert.Contains(report.Lines, line => line.Contains("no cluster"));
    }

    [Theory]
    [InlineData("flux-a", "63x32", "64x32, 32x64")]
    [InlineData(null, "64x32", "--Worker:Unit")]
    public async Task A_size_that_is_not_the_units_is_refused(string? unit, string size, string said)
    {
        using var store = new TemporaryStore(TemporaryStore.Unit("flux-a"));

        var (exitCode, report) = await RunAsync(store, api: null, unit, size);

        Assert.Equal(CompileJob.Failure, exitCode);
        Assert.Contains(said, Assert.Single(report.Problems));
    }

    [Fact]
    public async Task A_checkpoint_that_would_have_to_be_fetched_is_said_to_be_out_of_reach()
    {
        using var store = new TemporaryStore(TemporaryStore.Unit("flux-real", model: "published"));

        var (exitCode, report) = await RunAsync(store, api: null, "flux-real", "64x32");

        Assert.Equal(CompileJob.Failure, exitCode);
        Assert.Contains("s3://checkpoints/flux, and fetching from there is not built in", Assert.Single(report.Summary!.Failures));
    }

    private static async Task<(int ExitCode, RecordingReport Report)> RunAsync(TemporaryStore store, FakeApiServer? api, string? unit, string? size)
    {
        var settings = new JobSettings
        {
            FleetPath = store.FleetPath,
            ArtifactsPath = store.ArtifactsPath,
            Device = new DeviceSettings { Emulated = true },
            Unit = unit,
            Size = size,
            Release = "flux-a-deployment",
            Content = "c0ffee00",
        };
        var report = new RecordingReport();
        var job = new CompileJob(settings, report, TimeProvider.System, NullLogger<CompileJob>.Instance) { Cluster = () => api?.Access };
        return (await job.RunAsync(TestContext.Current.CancellationToken), report);
    }
}

using Compiler.Jobs;
using Microsoft.Extensions.Logging.Abstractions;
using Pjrt;

namespace Compiler.Tests;

public sealed class CompileJobTests
{
    [Fact]
    public async Task Compiles_every_program_once_and_finds_all_of_them_the_next_time()
    {
        using var store = new TemporaryStore(TemporaryStore.Unit("flux-a"), TemporaryStore.Unit("flux-b", tensorParallel: 2));
        var (exitCode, first) = await RunAsync(store);
        Assert.Equal(CompileJob.Success, exitCode);
        var summary = Assert.IsType<JobSummary>(first.Summary);
        Assert.Equal(["flux-a", "flux-b"], summary.Plans.Select(plan => plan.Unit.Name));
        Assert.Equal(first.Announced, summary.Compiled + summary.Hits);
        Assert.Equal(first.Announced, first.Progress.Count);
        Assert.Equal(store.Attempts.Count, summary.Compiled);
        Assert.All(store.Attempts, key => Assert.Single(key));
        Assert.Equal(["text_encoder", "text_encoder_2", "transformer", "vae"],
            summary.Results.Select(result => result.Planned.Program.Component).Distinct().Order());

        var (again, second) = await RunAsync(store);
        Assert.Equal(CompileJob.Success, again);
        Assert.Equal((0, first.Announced), (second.Summary!.Compiled, second.Summary.Hits));
        Assert.Equal(summary.Compiled, store.Attempts.Count);
    }

    [Fact]
    public async Task Compiles_for_one_unit_when_it_is_named()
    {
        using var store = new TemporaryStore(TemporaryStore.Unit("flux-a"), TemporaryStore.Unit("flux-b", tensorParallel: 2));
        var (_, report) = await RunAsync(store, settings => settings with { Unit = "flux-b" });
        Assert.Equal(["flux-b"], report.Summary!.Plans.Select(plan => plan.Unit.Name));
        var (exitCode, wrong) = await RunAsync(store, settings => settings with { Unit = "flux-c" });
        Assert.Equal(CompileJob.Failure, exitCode);
        Assert.Contains("flux-a, flux-b", Assert.Single(wrong.Problems));
    }

    [Fact]
    public async Task Ends_with_1_and_what_failed_after_compiling_the_rest()
    {
        using var store = new TemporaryStore(TemporaryStore.Unit("lost", model: "gone"), TemporaryStore.Unit("flux-a"));
        var (exitCode, report) = await RunAsync(store);
        Assert.Equal(CompileJob.Failure, exitCode);
        var failure = Assert.Single(report.Summary!.Failures);
        Assert.StartsWith("lost: ", failure);
        Assert.Contains("no-such-model", failure);
        Assert.Equal(report.Announced, report.Summary.Compiled);
        Assert.NotEqual(0, report.Summary.Compiled);
    }

    [Fact]
    public async Task A_store_that_cannot_be_written_fails_every_program()
    {
        using var store = new TemporaryStore(TemporaryStore.Unit("flux-a"));
        File.WriteAllText(store.ArtifactsPath, "a file where the store should be");
        var (exitCode, report) = await RunAsync(store);
        Assert.Equal(CompileJob.Failure, exitCode);
        Assert.Equal(report.Announced, report.Summary!.Failures.Count);
    }

    [Fact]
    public async Task A_unit_whose_client_cannot_be_created_leaves_the_others_theirs()
    {
        using var store = new TemporaryStore(TemporaryStore.Unit("flux-a"));
        var (exitCode, report) = await RunAsync(
            store, settings => settings with { Device = Emulated(("device_count", "0")) });
        Assert.Equal(CompileJob.Failure, exitCode);
        Assert.Equal(report.Announced, report.Summary!.Failures.Count);
    }

    [Fact]
    public async Task Without_a_device_says_what_to_set()
    {
        using var store = new TemporaryStore(TemporaryStore.Unit("flux-a"));
        var (exitCode, report) = await RunAsync(store, settings => settings with { Device = new DeviceSettings() });
        Assert.Equal(CompileJob.Failure, exitCode);
        Assert.Contains("Device:Emulated=true", Assert.Single(report.Problems));
    }

    [Fact]
    public async Task A_store_that_is_no_folder_is_refused_before_anything_is_compiled()
    {
        using var store = new TemporaryStore(TemporaryStore.Unit("flux-a"));
        var (exitCode, report) = await RunAsync(store, settings => settings with { ArtifactsPath = "s3://bucket/artifacts" });
        Assert.Equal(CompileJob.Failure, exitCode);
        Assert.Contains("Mountpoint", Assert.Single(report.Problems));
        Assert.Null(report.Summary);
    }

    [Fact]
    public async Task Stops_when_it_is_told_to()
    {
        using var store = new TemporaryStore(TemporaryStore.Unit("flux-a"));
        var (exitCode, report) = await RunAsync(store, stopped: true);
        Assert.Equal(CompileJob.Failure, exitCode);
        Assert.Contains("the next run goes on", Assert.Single(report.Problems));
    }

    [Fact]
    public async Task Prints_a_latency_report_of_every_unit_and_size_when_asked_for_a_benchmark()
    {
        using var store = new TemporaryStore(TemporaryStore.Unit("flux-a"));
        var (exitCode, report) = await RunAsync(store, settings => settings with { BenchmarkRuns = 2 });
        Assert.Equal(CompileJob.Success, exitCode);
        Assert.Collection(
            report.Lines,
            line => Assert.StartsWith("flux-a: emulated trn1", line),
            line => Assert.Matches(@"^RESULT FOR flux1-dev-2runs with dim 64x32 on amd-neuron-trn1;num_inference_steps:2: Latency P0=\d+\.\d .*Latency P100=\d+\.\d$", line),
            line => Assert.Matches(@"^RESULT FOR flux1-dev-2runs with dim 32x64 on amd-neuron-trn1;num_inference_steps:2: ", line));
    }

    private static DeviceSettings Emulated(params (string Name, string Value)[] options) =>
        new() { Emulated = true, Options = options.ToDictionary(option => option.Name, option => option.Value) };

    private static async Task<(int ExitCode, RecordingReport Report)> RunAsync(
        TemporaryStore store, Func<JobSettings, JobSettings>? change = null, bool stopped = false)
    {
        var settings = new JobSettings { FleetPath = store.FleetPath, ArtifactsPath = store.ArtifactsPath, Device = Emulated() };
        var report = new RecordingReport();
        var job = new CompileJob(change?.Invoke(settings) ?? settings, report, TimeProvider.System, NullLogger<CompileJob>.Instance);
        return (await job.RunAsync(stopped ? new CancellationToken(canceled: true) : TestContext.Current.CancellationToken), report);
    }
}

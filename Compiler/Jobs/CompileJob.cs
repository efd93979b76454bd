using System.Diagnostics;
using Compiler.Benchmarking;
using Compiler.Cluster;
using Compiler.Models;
using Compiler.Reporting;
using Compiler.Units;
using Emulator;
using Fleet;
using Inference.Artifacts;
using Inference.Checkpoints.Hub;
using Microsoft.Extensions.Logging;
using Pjrt;
using ServiceDefaults.Cluster;

namespace Compiler.Jobs;

/// <summary>Compiles every program of every unit and size of the fleet into the store, and ends.</summary>
internal sealed partial class CompileJob(JobSettings settings, IReport report, TimeProvider time, ILogger<CompileJob> logger)
{
    public const int Success = 0, Failure = 1;

    /// <summary>The cluster that the job runs in; a seam for tests.</summary>
    internal Func<ClusterAccess?> Cluster { get; init; } = ClusterAccess.OfPod;

    /// <summary>Runs the job; the result is the process's exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        try
        {
            if (settings.Resume.Count > 0)
            {
                await new ResumedRollouts(Cluster, report).ResumeAsync(settings.Resume, cancellation).ConfigureAwait(false);
                return Success;
            }

            var summary = await CompileAsync(cancellation).ConfigureAwait(false);
            return summary.Succeeded ? Success : Failure;
        }
        catch (OperationCanceledException)
        {
            report.Problem("Stopped before the end. What was compiled is in the store; the next run goes on from there.");
            return Failure;
        }
        catch (Exception exception) when (exception is FleetException or InvalidOperationException or PjrtException
            or NotSupportedException or DllNotFoundException or BadImageFormatException or EntryPointNotFoundException
            or IOException or InvalidDataException or UnauthorizedAccessException or HttpRequestException)
        {
            LogEnded(exception);
            report.Problem(exception.Message);
            return Failure;
        }
    }

    private async Task<JobSummary> CompileAsync(CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        var fleet = FleetDefinition.Load(settings.FleetPath);
        var units = ChosenUnits.In(fleet, settings);
        if (!string.IsNullOrEmpty(settings.Models))
            await new StoredModels(settings.Models, report, time).CopyAsync(units, cancellation).ConfigureAwait(false);
        await new RandomModels(settings.Models, report, time).MakeAsync(units, cancellation).ConfigureAwait(false);
        using (var hub = new HubModels(settings.Hub, time))
            units = await new FetchedModels(hub, intoStore: !string.IsNullOrEmpty(settings.Models), report, time).FetchAsync(units, cancellation).ConfigureAwait(false);
        var store = new ArtifactStore(FleetPaths.Artifacts(settings.ArtifactsPath), time);
        foreach (var unit in units)
            UnitEnvironment.Apply(unit, settings.Device);
        var plugin = settings.Device.OpenPlugin(EmulatorPlugin.GetPjrtApi);
        var devices = new UnitDevices(settings, plugin, store, time);
        var plans = units.Select(UnitPlan.For).ToList();
        var results = new List<ProgramResult>();
        await report.TrackAsync(plans.Sum(plan => plan.Programs.Count), async progress =>
        {
            foreach (var plan in plans)
                results.AddRange(await CompileAsync(plan, devices, progress, cancellation).ConfigureAwait(false));
        }).ConfigureAwait(false);
        var summary = new JobSummary(plans, results, time.GetElapsedTime(start));
        report.Show(summary);
        LogDone(summary.Compiled, summary.Hits, summary.Failures.Count, summary.Elapsed.TotalSeconds);
        if (!summary.Succeeded)
            return summary;
        if (!string.IsNullOrEmpty(settings.Release))
            await new Rollout(settings, devices, Cluster, report).ReleaseAsync(fleet.WorkerUnit(settings.Unit ?? ""), cancellation).ConfigureAwait(false);
        if (settings.BenchmarkRuns > 0)
            await new UnitBenchmark(devices, report, settings.Device.Emulated, settings.BenchmarkRuns, time).RunAsync(units, cancellation).ConfigureAwait(false);
        return summary;
    }

    private async Task<IReadOnlyList<ProgramResult>> CompileAsync(
        UnitPlan plan, UnitDevices devices, IProgress<ProgramResult> progress, CancellationToken cancellation)
    {
        if (plan.Programs.Count == 0)
            return [];
        using var activity = ArtifactTelemetry.Source.StartActivity($"compile {plan.Unit.Name}");
        try
        {
            using var device = devices.Open(plan.Unit);
            return await CompileAsync(plan, device, progress, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is PjrtException or InvalidOperationException)
        {
            // Without a client none of the unit's programs can be made, but other units may have theirs.
            activity?.AddException(exception);
            var results = plan.Programs.Select(program => new ProgramResult(program, null, exception.Message)).ToList();
            results.ForEach(progress.Report);
            return results;
        }
    }

    private async Task<IReadOnlyList<ProgramResult>> CompileAsync(
        UnitPlan plan, UnitDevice device, IProgress<ProgramResult> progress, CancellationToken cancellation)
    {
        var results = new ProgramResult[plan.Programs.Count];
        var parallel = new ParallelOptions
        {
            CancellationToken = cancellation,
            // A real compiler takes all cores and much memory for one program; the emulator's takes one core.
            MaxDegreeOfParallelism = settings.Device.Emulated ? Environment.ProcessorCount : 1,
        };
        await Parallel.ForAsync(0, results.Length, parallel, async (i, token) =>
        {
            results[i] = await EnsureAsync(plan.Programs[i], device.Source, token).ConfigureAwait(false);
            progress.Report(results[i]);
        }).ConfigureAwait(false);
        return results;
    }

    private async Task<ProgramResult> EnsureAsync(PlannedProgram planned, StoredSource source, CancellationToken cancellation)
    {
        try
        {
            return new ProgramResult(planned, await source.EnsureAsync(planned.Program, cancellation).ConfigureAwait(false), null);
        }
        catch (Exception exception) when (exception is PjrtException or IOException or UnauthorizedAccessException)
        {
            Activity.Current?.AddException(exception);
            LogFailed(planned.ToString(), exception);
            return new ProgramResult(planned, null, exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "Compiled {Compiled} programs, {Hits} were in the store, {Failed} failed, in {Seconds:F1} s.")]
    private partial void LogDone(int compiled, int hits, int failed, double seconds);

    [LoggerMessage(LogLevel.Error, "Cannot compile {Program}.")]
    private partial void LogFailed(string program, Exception exception);

    [LoggerMessage(LogLevel.Critical, "The compile job ended without compiling.")]
    private partial void LogEnded(Exception exception);
}

using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Diagnostics;
using Aspire.Hosting.Processes;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>
/// Runs one resource as a process, again and again: waits for what must come first, starts it, follows it to its end.
/// Commands come one at a time.
/// </summary>
internal sealed class ResourceRunner(IResource resource, string id, ResourceRunners shared)
{
    private readonly SemaphoreSlim _oneCommand = new(1);
    private readonly ILogger _logger = shared.Logs.GetLogger(id);
    private CancellationTokenSource _attempt = new();
    private Task _run = Task.CompletedTask;

    public Task<ExecuteCommandResult> StartAsync() => CommandAsync(async () =>
    {
        if (!_run.IsCompleted)
            return CommandResults.Success("It runs already.");
        await BeginAsync().ConfigureAwait(false);
        return CommandResults.Success();
    });

    public bool IsRunning => !_run.IsCompleted;

    public string Name => resource.Name;

    public Task<ExecuteCommandResult> StopAsync() => CommandAsync(async () =>
    {
        await EndAsync().ConfigureAwait(false);
        return CommandResults.Success();
    });

    public Task<ExecuteCommandResult> RestartAsync() => CommandAsync(async () =>
    {
        await EndAsync().ConfigureAwait(false);
        await BeginAsync().ConfigureAwait(false);
        return CommandResults.Success();
    });

    private async Task<ExecuteCommandResult> CommandAsync(Func<Task<ExecuteCommandResult>> command)
    {
        await _oneCommand.WaitAsync().ConfigureAwait(false);
        try
        {
            return await command().ConfigureAwait(false);
        }
        finally
        {
            _oneCommand.Release();
        }
    }

    private async Task BeginAsync()
    {
        _attempt.Dispose();
        _attempt = new CancellationTokenSource();
        // At once: who gave the command must not see the end of the run before.
        await PublishAsync(snapshot => snapshot.AsStarting()).ConfigureAwait(false);
        _run = Task.Run(() => RunAsync(_attempt.Token));
    }

    private async Task EndAsync()
    {
        if (_run.IsCompleted)
            return;
        await PublishAsync(snapshot => snapshot with { State = KnownResourceStates.Stopping }).ConfigureAwait(false);
        await _attempt.CancelAsync().ConfigureAwait(false);
        await _run.ConfigureAwait(false);
    }

    private async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            if (!await WaitAsync(cancellation).ConfigureAwait(false))
                return;
            await PublishAsync(snapshot => snapshot.AsStarting()).ConfigureAwait(false);
            await shared.Eventing.PublishAsync(new BeforeResourceStartedEvent(resource, shared.Services), cancellation).ConfigureAwait(false);
            var plan = await shared.Planner.PlanAsync(resource, cancellation).ConfigureAwait(false);
            PortCheck.ThrowIfTaken(resource);
            await FollowAsync(plan, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested || shared.IsStopping)
        {
            await PublishAsync(snapshot => snapshot.AsNotStarted()).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            RunnerLog.FailedToStart(_logger, resource.Name, failure.Message);
            RunnerLog.FailedToStart(shared.Console, resource.Name, failure.Message);
            await PublishAsync(snapshot => snapshot.AsFailedToStart(shared.Time)).ConfigureAwait(false);
        }

        finally
        {
            if (shared.Notifications.TryGetCurrentState(id, out var ended))
                await shared.Eventing.PublishAsync(new ResourceStoppedEvent(resource, shared.Services, ended)).ConfigureAwait(false);
        }
    }

    /// <summary>Whether what must come first is there.</summary>
    private async Task<bool> WaitAsync(CancellationToken cancellation)
    {
        if (!resource.TryGetLastAnnotation<WaitAnnotation>(out _))
            return true;
        await PublishAsync(snapshot => snapshot.AsWaiting()).ConfigureAwait(false);
        try
        {
            await shared.Notifications.WaitForDependenciesAsync(resource, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (DistributedApplicationException failure)
        {
            // Its own log only: why the other failed is on the console already.
            RunnerLog.FailedToStart(_logger, resource.Name, failure.Message);
            await PublishAsync(snapshot => snapshot.AsFailedToStart(shared.Time)).ConfigureAwait(false);
            return false;
        }
    }

    private async Task FollowAsync(LaunchPlan plan, CancellationToken cancellation)
    {
        var log = shared.Logs.Log(id);
        using var process = ChildProcess.Start(plan, shared.Guard, log.Write);
        using var stop = cancellation.Register(() => _ = process.StopAsync(shared.Patience.Grace, shared.Time, shared.Patience.Ended));
        await PublishAsync(snapshot => cancellation.IsCancellationRequested
            ? snapshot
            : snapshot.AsRunning(plan, process.Id, shared.Time)).ConfigureAwait(false);
        var exitCode = await process.WaitForExitAsync().ConfigureAwait(false);
        RunnerLog.Ended(_logger, resource.Name, exitCode);
        if (exitCode != 0 && !cancellation.IsCancellationRequested && !shared.IsStopping)
            RunnerLog.EndedBadly(shared.Console, resource.Name, ExitCodes.Describe(exitCode));
        await PublishAsync(snapshot => snapshot.AsFinished(exitCode, shared.Time)).ConfigureAwait(false);
    }

    private Task PublishAsync(Func<CustomResourceSnapshot, CustomResourceSnapshot> change) =>
        shared.Notifications.PublishUpdateAsync(resource, id, change);
}

using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Backchannel;

/// <summary>What the Aspire CLI waits for: <c>up</c>, <c>healthy</c> or <c>down</c>.</summary>
internal sealed record WaitRequest
{
    public required string ResourceName { get; init; }

    public required string Status { get; init; }

    public int TimeoutSeconds { get; init; } = 120;
}

/// <summary>Waits for resources on behalf of the Aspire CLI.</summary>
internal sealed class ResourceWaits(ResourceNotificationService notifications, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private const int LongestSeconds = 24 * 60 * 60;

    /// <summary>Waits until the application has started.</summary>
    public async Task StartedAsync(CancellationToken cancellation)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }

    public async Task<object?> WaitAsync(WaitRequest request, CancellationToken cancellation)
    {
        await StartedAsync(cancellation).ConfigureAwait(false);
        if (notifications.Find(request.ResourceName) is not { } known)
            return Answer(null, notFound: true, error: $"Resource '{request.ResourceName}' not found.");
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(Math.Clamp(request.TimeoutSeconds, 0, LongestSeconds)), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            var reached = await notifications.WaitForResourceAsync(
                known.ResourceId,
                change => Fulfils(request.Status, change.Snapshot) || (request.Status != "down" && HasFailed(change.Snapshot)),
                both.Token).ConfigureAwait(false);
            return Fulfils(request.Status, reached.Snapshot)
                ? Answer(reached.Snapshot)
                : Answer(reached.Snapshot, error: $"Resource '{request.ResourceName}' is in state '{reached.Snapshot.State?.Text}'.");
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return Answer(notifications.Find(known.ResourceId)?.Snapshot, timedOut: true, error: "Timed out.");
        }
    }

    /// <summary>A job that has done its work was up; one that could not start never will be.</summary>
    private static bool Fulfils(string status, CustomResourceSnapshot snapshot) => status switch
    {
        "healthy" => snapshot.HealthStatus == HealthStatus.Healthy,
        "down" => KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text) || snapshot.State?.Text == KnownResourceStates.NotStarted,
        _ => snapshot.State?.Text == KnownResourceStates.Running,
    };

    private static bool HasFailed(CustomResourceSnapshot snapshot) => KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text);

    private static object Answer(CustomResourceSnapshot? snapshot, bool notFound = false, bool timedOut = false, string? error = null) => new
    {
        Success = error is null,
        State = snapshot?.State?.Text,
        HealthStatus = snapshot?.HealthStatus?.ToString(),
        ResourceNotFound = notFound,
        TimedOut = timedOut,
        ErrorMessage = error,
    };
}

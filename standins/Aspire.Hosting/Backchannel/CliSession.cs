using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Backchannel;

/// <summary>The Aspire CLI that has started this AppHost, if one has, as far as a pipeline waits for it.</summary>
internal sealed class CliSession(IConfiguration configuration, TimeProvider time)
{
    private const string PathKey = "ASPIRE_BACKCHANNEL_PATH";

    /// <summary>A CLI that has not come by then has been killed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _requested = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Where the CLI looks for the AppHost; null when none has started it.</summary>
    public string? SocketPath => configuration[PathKey] is { Length: > 0 } path ? path : null;

    public void Connect() => _connected.TrySetResult();

    /// <summary>The CLI wants to see the pipeline run. One that lists its steps does not.</summary>
    public void RequestPipeline() => _requested.TrySetResult();

    public void Leave() => _left.TrySetResult();

    /// <summary>Waits until the pipeline may run.</summary>
    /// <returns>Whether it is to.</returns>
    public async Task<bool> PipelineRequestedAsync(CancellationToken cancellation)
    {
        if (SocketPath is null)
            return true;
        var late = Task.Delay(Patience, time, cancellation);
        if (await Task.WhenAny(_connected.Task, late).ConfigureAwait(false) == late)
            cancellation.ThrowIfCancellationRequested();
        if (!_connected.Task.IsCompleted)
            return false;
        await Task.WhenAny(_requested.Task, _left.Task).WaitAsync(cancellation).ConfigureAwait(false);
        return _requested.Task.IsCompleted;
    }

    /// <summary>Waits until the CLI has seen all it wants.</summary>
    public Task LeftAsync(CancellationToken cancellation) =>
        _connected.Task.IsCompleted ? _left.Task.WaitAsync(cancellation) : Task.CompletedTask;
}

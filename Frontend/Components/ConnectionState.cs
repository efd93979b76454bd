using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Frontend.Components;

/// <summary>
/// Whether a browser is there to see the pages of this circuit. One whose connection is lost is kept for some minutes, in
/// case the browser comes back; until it does nobody needs news.
/// </summary>
internal sealed class ConnectionState : CircuitHandler
{
    private volatile TaskCompletionSource _up = Completed();

    /// <summary>Completes at once while the browser is there, else when it has come back.</summary>
    public Task WhenUpAsync(CancellationToken cancellation) => _up.Task.WaitAsync(cancellation);

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (_up.Task.IsCompleted)
            _up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return Task.CompletedTask;
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _up.TrySetResult();
        return Task.CompletedTask;
    }

    private static TaskCompletionSource Completed()
    {
        var completed = new TaskCompletionSource();
        completed.SetResult();
        return completed;
    }
}

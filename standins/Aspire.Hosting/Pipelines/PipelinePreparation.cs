namespace Aspire.Hosting.Pipelines;

/// <summary>Whether what comes before all other steps has been done, or has failed.</summary>
internal sealed class PipelinePreparation
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Complete(Exception? failure = null)
    {
        if (failure is null)
        {
            _done.TrySetResult();
            return;
        }

        _done.TrySetException(failure);
        // Perhaps nobody asks.
        _ = _done.Task.Exception;
    }

    /// <summary>Waits for it.</summary>
    /// <exception cref="Exception">It failed, and why.</exception>
    public Task DoneAsync(CancellationToken cancellation) => _done.Task.WaitAsync(cancellation);
}

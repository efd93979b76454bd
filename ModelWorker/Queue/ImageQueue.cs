namespace ModelWorker.Queue;

/// <summary>
/// Jobs waiting for the device, first come first served, at most <paramref name="capacity"/> of them. A job whose client
/// goes away leaves at once: a channel would keep its place until the device reached it, and turn others away meanwhile.
/// </summary>
internal sealed class ImageQueue(int capacity, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _abandoned = new();
    private readonly Lock _gate = new();
    private readonly LinkedList<ImageJob> _waiting = [];
    private readonly SemaphoreSlim _available = new(0);
    private int _running;
    private TaskCompletionSource _idle = Completed();

    public int Capacity => capacity;

    /// <summary>Jobs that wait.</summary>
    public int Depth
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    /// <summary>Jobs that wait or run.</summary>
    public int Load
    {
        get
        {
            lock (_gate)
                return _waiting.Count + _running;
        }
    }

    /// <summary>Ends when the process has no time left for what it has.</summary>
    public CancellationToken Abandoned => _abandoned.Token;

    /// <summary>Puts all the jobs in, or none of them when there is not room for all.</summary>
    public bool TryEnqueue(IReadOnlyList<ImageJob> jobs, bool evenWhenFull = false)
    {
        lock (_gate)
        {
            if (!evenWhenFull && _waiting.Count + jobs.Count > capacity)
                return false;
            if (_idle.Task.IsCompleted)
                _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            foreach (var job in jobs)
            {
                job.Enqueued = time.GetTimestamp();
                _waiting.AddLast(job);
            }
        }
        _available.Release(jobs.Count);
        foreach (var job in jobs)
            job.Cancellation.UnsafeRegister(_ => Leave(job), null);
        return true;
    }

    /// <summary>The next job; <see cref="Finish"/> must follow.</summary>
    public async ValueTask<ImageJob> DequeueAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await _available.WaitAsync(cancellation).ConfigureAwait(false);
            lock (_gate)
            {
                // A job that left took its place along, but not its count.
                if (_waiting.First is not { } first)
                    continue;
                _waiting.RemoveFirst();
                _running++;
                return first.Value;
            }
        }
    }

    /// <summary>The device is done with a job.</summary>
    public void Finish()
    {
        lock (_gate)
        {
            _running--;
            TellWhenIdle();
        }
    }

    /// <summary>Ends when nothing waits or runs.</summary>
    public Task IdleAsync(CancellationToken cancellation)
    {
        lock (_gate)
            return _idle.Task.WaitAsync(cancellation);
    }

    /// <summary>Gives up what waits and what runs.</summary>
    public void Abandon()
    {
        _abandoned.Cancel();
        ImageJob[] waiting;
        lock (_gate)
            waiting = [.. _waiting];
        foreach (var job in waiting)
            Leave(job);
    }

    public void Dispose() => _abandoned.Dispose();

    private void Leave(ImageJob job)
    {
        lock (_gate)
        {
            if (!_waiting.Remove(job))
                return;
            TellWhenIdle();
        }
        job.Fail(new OperationCanceledException(job.Cancellation));
    }

    private void TellWhenIdle()
    {
        if (_waiting.Count + _running == 0)
            _idle.TrySetResult();
    }

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }
}

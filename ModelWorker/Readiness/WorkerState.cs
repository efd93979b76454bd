namespace ModelWorker.Readiness;

/// <summary>What a worker is doing with its life.</summary>
internal enum WorkerPhase
{
    /// <summary>Loads the model and warms up.</summary>
    Starting,

    /// <summary>Takes requests.</summary>
    Ready,

    /// <summary>Finishes what it has and takes nothing new.</summary>
    Draining,
}

/// <summary>The phase, which only moves forward.</summary>
internal sealed class WorkerState
{
    private int _phase;

    public WorkerPhase Phase => (WorkerPhase)Volatile.Read(ref _phase);

    /// <summary>Starting becomes ready; false when the worker is to stop already.</summary>
    public bool BecomeReady() => Interlocked.CompareExchange(ref _phase, (int)WorkerPhase.Ready, (int)WorkerPhase.Starting) == (int)WorkerPhase.Starting;

    public void Drain() => Interlocked.Exchange(ref _phase, (int)WorkerPhase.Draining);
}

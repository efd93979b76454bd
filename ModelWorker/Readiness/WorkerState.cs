namespace ModelWorker.Readiness;

/// <summary>What a worker is doing with its life.</summary>
internal enum WorkerPhase
{
    /// <summary>Loads the model and warms up.</summary>
    Starting,

    /// <summary>Takes requests.</summary>
    Ready,

    /// <summary>Takes none, for its devices fail; a step that succeeds makes it ready again.</summary>
    Faulty,

    /// <summary>Has no model and will get none: the process is about to end.</summary>
    Failed,

    /// <summary>Finishes what it has and takes nothing new.</summary>
    Draining,
}

/// <summary>A phase, and why, in a sentence for people.</summary>
internal sealed record WorkerStatus(WorkerPhase Phase, string Reason);

/// <summary>The phase and its reason. Ready and faulty take turns; from failed and draining there is no way back.</summary>
internal sealed class WorkerState
{
    private readonly Lock _gate = new();
    private WorkerStatus _status = new(WorkerPhase.Starting, "The worker is starting.");
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public WorkerStatus Status => Volatile.Read(ref _status);

    public WorkerPhase Phase => Status.Phase;

    /// <summary>The status, and a task that ends when there is another.</summary>
    public (WorkerStatus Status, Task Changed) Watch()
    {
        lock (_gate)
            return (_status, _changed.Task);
    }

    /// <summary>Says what a start is at.</summary>
    public void Starting(string what) => Move(WorkerPhase.Starting, what, WorkerPhase.Starting);

    /// <summary>Starting or faulty becomes ready; false when it is ready already, or the worker is to stop.</summary>
    public bool BecomeReady() => Move(WorkerPhase.Ready, "The model is loaded and warm.", WorkerPhase.Starting, WorkerPhase.Faulty);

    /// <summary>Ready becomes faulty; false when it was not ready.</summary>
    public bool BecomeFaulty(string reason) => Move(WorkerPhase.Faulty, reason, WorkerPhase.Ready);

    /// <summary>The model cannot be loaded.</summary>
    public void Fail(string reason) => Move(WorkerPhase.Failed, reason, WorkerPhase.Starting);

    /// <summary>The process is told to stop. One that stops because it failed goes on saying so.</summary>
    public void Drain() => Move(WorkerPhase.Draining, "The worker is about to stop.", WorkerPhase.Starting, WorkerPhase.Ready, WorkerPhase.Faulty);

    private bool Move(WorkerPhase to, string reason, params ReadOnlySpan<WorkerPhase> from)
    {
        lock (_gate)
        {
            if (!from.Contains(_status.Phase))
                return false;
            Volatile.Write(ref _status, new WorkerStatus(to, reason));
            _changed.SetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return true;
        }
    }
}

namespace Gateway.Units;

/// <summary>One worker of a unit: where it is, whether it is ready, and how much of its work is outstanding.</summary>
internal sealed class Worker(string name, string address, TimeProvider time, TimeSpan startTimeout)
{
    // So many late probes in a row as one that nobody answered.
    private const int LateLimit = 3;

    private readonly Lock _lock = new();
    private readonly long _created = time.GetTimestamp();
    private volatile WorkerState _state;
    private volatile string _reason = "has not answered yet";
    private bool _wasReady;
    private int _late;
    private int _generation;
    private int _outstanding;

    public string Name { get; } = name;

    /// <summary>Where requests go: scheme, host and port.</summary>
    public string Address { get; } = address;

    public WorkerState State => _state;

    public bool IsReady => _state == WorkerState.Ready;

    /// <summary>Why it is in its state.</summary>
    public string Reason => _reason;

    /// <summary>Requests sent to it and not answered in full.</summary>
    public int Outstanding => Volatile.Read(ref _outstanding);

    /// <summary>What it runs on; null until it has said.</summary>
    public WorkerDevices? Devices { get; set; }

    /// <summary>Raised after the state has changed; outside any lock.</summary>
    public event Action<Worker>? Changed;

    public void Begin() => Interlocked.Increment(ref _outstanding);

    public void End() => Interlocked.Decrement(ref _outstanding);

    /// <summary>To be called before a probe is sent; its result counts only if the worker was not ejected meanwhile.</summary>
    public int BeginProbe() => Volatile.Read(ref _generation);

    public void EndProbe(int generation, ProbeResult result)
    {
        lock (_lock)
        {
            if (generation != _generation) return;
            _late = result.Outcome == ProbeOutcome.Late ? _late + 1 : 0;
            if (_late is > 0 and < LateLimit) return;
            if (!Move(After(result.Outcome), result.Reason)) return;
        }

        Changed?.Invoke(this);
    }

    /// <summary>A request found it out of order: it gets nothing until a later probe finds it ready.</summary>
    public void Eject(WorkerState state, string reason)
    {
        lock (_lock)
        {
            _generation++;
            if (!Move(state, reason)) return;
        }

        Changed?.Invoke(this);
    }

    private WorkerState After(ProbeOutcome outcome) => outcome switch
    {
        ProbeOutcome.Ready => WorkerState.Ready,
        ProbeOutcome.Failed => WorkerState.Failed,
        // It was there before and is there still: it loads again, or is being drained.
        ProbeOutcome.NotReady when _wasReady => WorkerState.Starting,
        _ when _wasReady || time.GetElapsedTime(_created) > startTimeout => WorkerState.Failed,
        _ => WorkerState.Starting,
    };

    private bool Move(WorkerState state, string reason)
    {
        _reason = reason;
        if (_state == state) return false;
        _wasReady |= state == WorkerState.Ready;
        _state = state;
        return true;
    }
}

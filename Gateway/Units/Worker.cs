using Fleet;

namespace Gateway.Units;

/// <summary>One worker of a unit: where it is, whether it is ready, and how much of its work is outstanding.</summary>
internal sealed class Worker(string name, string address, TimeProvider time, TimeSpan startTimeout, TimeSpan returnTime = default)
{
    // So many late probes in a row as one that nobody answered.
    private const int LateLimit = 3;

    private readonly Lock _lock = new();
    private readonly TurnClock _turns = new(time);
    private readonly long _created = time.GetTimestamp();
    private readonly ReturnRamp _return = new(time, returnTime);
    private volatile WorkerState _state;
    private volatile string _reason = "has not answered yet";
    private volatile WorkerReport? _report;
    private volatile bool _gone;
    private volatile bool _answers;
    private bool _wasReady;
    private int _late;
    private int _generation;
    private int _outstanding;
    private int _ofOthers;
    private long _lastChosen;

    public string Name { get; } = name;

    /// <summary>Where requests go: scheme, host and port.</summary>
    public string Address { get; } = address;

    public WorkerState State => _state;

    public bool IsReady => _state == WorkerState.Ready;

    /// <summary>Why it is in its state.</summary>
    public string Reason => _reason;

    /// <summary>Requests sent to it and not answered in full.</summary>
    public int Outstanding => Volatile.Read(ref _outstanding);

    /// <summary>
    /// What a request would find here: what this gateway waits for, and what others had here when the worker last said.
    /// </summary>
    public int Load => Outstanding + Volatile.Read(ref _ofOthers);

    /// <summary>Its place in the order in which workers were chosen; 0: it never was.</summary>
    public long LastChosen
    {
        get => Volatile.Read(ref _lastChosen);
        set => Volatile.Write(ref _lastChosen, value);
    }

    /// <summary>What it last said of itself; null: nothing yet.</summary>
    public WorkerReport? Report => _report;

    /// <summary>The part of its usual requests that it gets: less than 1 for a while after it was away.</summary>
    public double Share => _return.Share;

    /// <summary>It was taken off its unit, and is to be asked no more.</summary>
    public bool IsGone => _gone;

    /// <summary>It is a pod: there, and paid, until it goes. Another's address may have nobody behind it.</summary>
    public bool IsPod { get; init; }

    /// <summary>Whether a replica is there that costs its price, whatever its state.</summary>
    public bool IsPaid => IsPod || _answers;

    /// <summary>What it runs on; null until it has said.</summary>
    public WorkerDevices? Devices { get; set; }

    /// <summary>Raised after the state has changed; outside any lock.</summary>
    public event Action<Worker>? Changed;

    /// <summary>Whether it has the programs for a size, or for text (null).</summary>
    public bool Serves(ImageSize? size) => size is not { } image || _report?.Sizes is not { } sizes || sizes.Contains(image);

    public Turn Begin()
    {
        var alone = Load == 0;
        Interlocked.Increment(ref _outstanding);
        return _turns.Begin(alone);
    }

    /// <summary>What <see cref="TurnClock.End"/> says.</summary>
    public (TimeSpan? Latency, TimeSpan? Interval) End(Turn turn, int inWork, bool answered)
    {
        Interlocked.Decrement(ref _outstanding);
        return _turns.End(turn, inWork, answered);
    }

    /// <summary>To be called before a probe is sent; its result counts only if the worker was not ejected meanwhile.</summary>
    public int BeginProbe() => Volatile.Read(ref _generation);

    public void EndProbe(int generation, ProbeResult result)
    {
        // Who is late is there, or is not, as before.
        if (result.Outcome != ProbeOutcome.Late) _answers = result.Outcome != ProbeOutcome.Refused;
        lock (_lock)
        {
            if (generation != _generation) return;
            _late = result.Outcome == ProbeOutcome.Late ? _late + 1 : 0;
            if (_late is > 0 and < LateLimit || _gone) return;
            var reported = Take(result.Report);
            var moved = Move(After(result.Outcome), result.Reason);
            if (!(_return.Advance() | moved | reported)) return;
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

    /// <summary>Its pod is being deleted, or is no more: it finishes what it has and gets nothing.</summary>
    public void Leave(string reason)
    {
        _gone = true;
        Eject(WorkerState.Failed, reason);
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

    /// <summary>True when weights may follow from what is new in it.</summary>
    private bool Take(WorkerReport? report)
    {
        var before = _report;
        // What is outstanding here is in the worker's count too, as far as it has arrived.
        Volatile.Write(ref _ofOthers, report is null ? 0 : Math.Max(0, report.Requests - Outstanding));
        _report = report;
        return before?.DevicesFail != report?.DevicesFail || !Same(before?.Sizes, report?.Sizes);
    }

    private static bool Same(IReadOnlyList<ImageSize>? one, IReadOnlyList<ImageSize>? other) =>
        one is null || other is null ? one == other : one.SequenceEqual(other);

    private bool Move(WorkerState state, string reason)
    {
        _reason = reason;
        if (_state == state) return false;
        if (state == WorkerState.Ready && _wasReady) _return.Begin();
        _wasReady |= state == WorkerState.Ready;
        _state = state;
        return true;
    }
}

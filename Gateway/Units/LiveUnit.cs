using Fleet;

namespace Gateway.Units;

/// <summary>A unit of the fleet with its workers as they are now.</summary>
internal sealed class LiveUnit
{
    private readonly TimeProvider _time;
    private volatile Dictionary<ImageSize, Served> _images;
    private readonly Served _text;
    private readonly Lock _lock = new();
    private volatile Unit _unit;
    private volatile Worker[] _workers;
    private volatile string? _shortage;
    private volatile bool _awaited;
    private volatile bool _drained;
    private volatile bool _leaving;
    private volatile bool _settled;

    public LiveUnit(Unit unit, IReadOnlyList<Worker> workers, TimeProvider time)
    {
        _unit = unit;
        _time = time;
        _workers = [.. workers];
        _images = unit.Sizes.ToDictionary(size => size, _ => new Served(time));
        _text = new Served(time);
        _settled = workers.Count == 0;
        foreach (var worker in workers)
        {
            worker.Changed += OnChanged;
        }
    }

    public Unit Unit => _unit;

    public string Name => Unit.Name;

    /// <summary>Those that there are now; the array is replaced, never changed.</summary>
    public Worker[] Workers => _workers;

    /// <summary>Raised after state or availability may have changed.</summary>
    public event Action<LiveUnit, Worker?>? Changed;

    /// <summary>It is not in the fleet file any more: finishes what it has and goes.</summary>
    public bool Leaving => _leaving;

    /// <summary>Taken out, by hand or by the fleet file: finishes what it has and gets no more.</summary>
    public bool Drained
    {
        get => _drained || _leaving;
        set
        {
            if (_drained == value) return;
            _drained = value;
            Changed?.Invoke(this, null);
        }
    }

    /// <summary>Why the cloud gives it no more replicas; null: it does. Those that it has go on serving.</summary>
    public string? Shortage
    {
        get => _shortage;
        set
        {
            if (_shortage == value) return;
            _shortage = value;
            Changed?.Invoke(this, null);
        }
    }

    /// <summary>Whether a worker is about to be added that has no address yet: a pod that waits for its node, or starts there.</summary>
    public bool Awaited
    {
        get => _awaited;
        set
        {
            if (_awaited == value) return;
            _awaited = value;
            Changed?.Invoke(this, null);
        }
    }

    public UnitState State =>
        Drained ? UnitState.Drained
        : _shortage is not null ? UnitState.Short
        : HasReadyWorker ? UnitState.Ready
        : _awaited || _workers.Any(worker => worker.State == WorkerState.Starting) ? UnitState.Starting
        : MayWake ? UnitState.Asleep
        : UnitState.Failed;

    /// <summary>Why it is in its state: for who manages it, for it may quote addresses and what workers say.</summary>
    public string Reason =>
        _leaving ? "is not in the fleet file any more, and finishes what it has"
        : _drained ? "was drained by hand"
        : _shortage is { } shortage ? shortage
        : Workers is not [var first, ..] ? (_awaited ? "waits for its first worker" : MayWake ? "has gone to no replica, and comes when it is asked for" : "has no worker")
        : first.Reason;

    /// <summary>Whether it has been ready, or failed, or was drained since the gateway started.</summary>
    public bool Settled => _settled || State is not UnitState.Starting;

    /// <summary>Whether it gets requests.</summary>
    public bool CanServe => !Drained && HasReadyWorker;

    /// <summary>
    /// Whether another replica may be expected to come when requests wait for it: of a unit that may go to none, comes from
    /// none and can be had. One whose workers all say that they failed does not come by waiting.
    /// </summary>
    public bool MayWake
    {
        get
        {
            if (Unit.Replicas.Min > 0 || Drained || _shortage is not null) return false;
            int ready = 0, failed = 0;
            var workers = _workers;
            foreach (var worker in workers)
            {
                if (worker.IsReady) ready++;
                else if (worker is { State: WorkerState.Failed, Report: not null }) failed++;
            }

            return ready < Unit.Replicas.Max && (workers.Length == 0 || failed < workers.Length);
        }
    }

    /// <summary>A of the weight formula, at a size or for text (null): 0 without a ready worker, less than 1 while the only ones return.</summary>
    public double AvailabilityAt(ImageSize? size)
    {
        double availability = 0;
        if (Drained) return availability;
        foreach (var worker in _workers)
        {
            if (worker.IsReady && worker.Serves(size)) availability = Math.Max(availability, worker.Share);
        }

        return availability;
    }

    /// <summary>Whether its devices are emulated; null until a worker has said.</summary>
    public bool? Emulated => Devices?.Emulated;

    /// <summary>What a worker said of its devices; null until one has.</summary>
    public WorkerDevices? Devices => Workers.Select(worker => worker.Devices).FirstOrDefault(devices => devices is not null);

    /// <summary>Whether its devices are the accelerator's own, neither emulated nor another's; null until a worker has said.</summary>
    public bool? Genuine => Devices is { Emulated: true } ? false : Devices?.Platform is { } platform ? Unit.Accelerator.IsPlatform(platform) : null;

    /// <summary>What it served at a size, or of text.</summary>
    public Served Served(ImageSize? size) => size is { } image ? _images[image] : _text;

    /// <summary>Whether another definition is of this unit, and its workers may go on serving: what they compute, and on what.</summary>
    public bool IsSame(Unit unit) =>
        _unit.Name == unit.Name && _unit.Model.Name == unit.Model.Name && _unit.Model.IsText == unit.Model.IsText && _unit.Accelerator.Name == unit.Accelerator.Name;

    /// <summary>Takes another definition, by which it is in the fleet. Sizes that are no more keep what was counted, for requests under way.</summary>
    public void Redefine(Unit unit)
    {
        var images = new Dictionary<ImageSize, Served>(_images);
        foreach (var size in unit.Sizes) images.TryAdd(size, new Served(_time));
        _images = images;
        _unit = unit;
        _leaving = false;
    }

    /// <summary>It is not in the fleet file any more.</summary>
    public void Leave()
    {
        _leaving = true;
        Changed?.Invoke(this, null);
    }

    /// <summary>What it served at every size, and of text.</summary>
    public IEnumerable<Served> AllServed => _images.Values.Append(_text);

    /// <summary>A worker more: a pod that appeared.</summary>
    public void Add(Worker worker)
    {
        worker.Changed += OnChanged;
        lock (_lock) _workers = [.. _workers, worker];
        Changed?.Invoke(this, worker);
    }

    /// <summary>A worker less. What it has begun it may finish.</summary>
    public void Remove(Worker worker, string reason)
    {
        lock (_lock) _workers = [.. _workers.Where(other => other != worker)];
        worker.Leave(reason);
        worker.Changed -= OnChanged;
        Changed?.Invoke(this, null);
    }

    /// <summary>A request of this size has left a worker; what it tells of throughput and latency is kept.</summary>
    public void End(Worker worker, Turn turn, ImageSize? size, bool answered)
    {
        var (latency, interval) = worker.End(turn, InWork(size), answered);
        if (latency is { } alone) Served(size).Alone.Add(alone);
        if (interval is { } taken) Served(size).Turn.Add(taken);
    }

    /// <summary>So many requests keep a replica busy: by Little's law, those at work at its breaking point.</summary>
    public int InWork(ImageSize? size) =>
        Unit.CapacityAt(size) is { } figure ? Math.Max(1, (int)Math.Ceiling(figure.Rate.Value * figure.Latency.TotalMinutes)) : 1;

    private bool HasReadyWorker
    {
        get
        {
            foreach (var worker in _workers)
            {
                if (worker.IsReady) return true;
            }

            return false;
        }
    }

    private void OnChanged(Worker worker)
    {
        _settled |= worker.State is not WorkerState.Starting;
        Changed?.Invoke(this, worker);
    }
}

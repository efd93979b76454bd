using Fleet;

namespace Gateway.Units;

/// <summary>A unit of the fleet with its workers as they are now.</summary>
internal sealed class LiveUnit
{
    private readonly Dictionary<ImageSize, Served> _images;
    private readonly Served _text;
    private volatile bool _drained;
    private volatile bool _settled;

    public LiveUnit(Unit unit, IReadOnlyList<Worker> workers, TimeProvider time)
    {
        Unit = unit;
        Workers = [.. workers];
        _images = unit.Sizes.ToDictionary(size => size, _ => new Served(time));
        _text = new Served(time);
        _settled = workers.Count == 0;
        foreach (var worker in workers)
        {
            worker.Changed += OnChanged;
        }
    }

    public Unit Unit { get; }

    public string Name => Unit.Name;

    public Worker[] Workers { get; }

    /// <summary>Raised after state or availability may have changed.</summary>
    public event Action<LiveUnit, Worker?>? Changed;

    /// <summary>Taken out by hand: finishes what it has and gets no more.</summary>
    public bool Drained
    {
        get => _drained;
        set
        {
            if (_drained == value) return;
            _drained = value;
            Changed?.Invoke(this, null);
        }
    }

    public UnitState State =>
        _drained ? UnitState.Drained
        : HasReadyWorker ? UnitState.Ready
        : Workers.Any(worker => worker.State == WorkerState.Starting) ? UnitState.Starting
        : UnitState.Failed;

    /// <summary>Why it is in its state: for who manages it, for it may quote addresses and what workers say.</summary>
    public string Reason =>
        _drained ? "was drained by hand"
        : Workers.Length == 0 ? "has no worker in the configuration"
        : Workers[0].Reason;

    /// <summary>Whether it has been ready, or failed, or was drained since the gateway started.</summary>
    public bool Settled => _settled || State is not UnitState.Starting;

    /// <summary>A of the weight formula.</summary>
    public double Availability => !_drained && HasReadyWorker ? 1 : 0;

    /// <summary>Whether its devices are emulated; null until a worker has said.</summary>
    public bool? Emulated => Devices?.Emulated;

    /// <summary>What a worker said of its devices; null until one has.</summary>
    public WorkerDevices? Devices => Workers.Select(worker => worker.Devices).FirstOrDefault(devices => devices is not null);

    /// <summary>Whether its devices are the accelerator's own, neither emulated nor another's; null until a worker has said.</summary>
    public bool? Genuine => Devices is { Emulated: true } ? false : Devices?.Platform is { } platform ? Unit.Accelerator.IsPlatform(platform) : null;

    /// <summary>What it served at a size, or of text.</summary>
    public Served Served(ImageSize? size) => size is { } image ? _images[image] : _text;

    private bool HasReadyWorker
    {
        get
        {
            foreach (var worker in Workers)
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

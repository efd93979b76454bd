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

    /// <summary>Whether it has been ready, or failed, or was drained since the gateway started.</summary>
    public bool Settled => _settled || State is not UnitState.Starting;

    /// <summary>A of the weight formula.</summary>
    public double Availability => !_drained && HasReadyWorker ? 1 : 0;

    /// <summary>Whether its devices are emulated; null until a worker has said.</summary>
    public bool? Emulated => Workers.Select(worker => worker.Emulated).FirstOrDefault(emulated => emulated is not null);

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

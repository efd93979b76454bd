using Fleet;
using Gateway.Routing;

namespace Gateway.Units;

/// <summary>The fleet as it is now: units with their workers, and the mode by which they are weighed.</summary>
internal sealed class LiveFleet
{
    private IWeightPolicy _mode;
    private int _version;

    public LiveFleet(FleetDefinition definition, IReadOnlyList<LiveUnit> units, IWeightPolicy mode)
    {
        Definition = definition;
        Units = units;
        _mode = mode;
        foreach (var unit in units)
        {
            unit.Changed += OnChanged;
        }
    }

    public FleetDefinition Definition { get; }

    public IReadOnlyList<LiveUnit> Units { get; }

    /// <summary>Grows with every change that weights follow from.</summary>
    public int Version => Volatile.Read(ref _version);

    public IWeightPolicy Mode
    {
        get => Volatile.Read(ref _mode);
        set
        {
            Volatile.Write(ref _mode, value);
            OnChanged(null, null);
        }
    }

    /// <summary>Raised after a change: of a worker, of a unit, or, with neither, of the mode.</summary>
    public event Action<LiveUnit?, Worker?>? Changed;

    public LiveUnit? Unit(string name) => Units.FirstOrDefault(unit => unit.Name == name);

    /// <summary>Lets weights be computed anew from what was measured and asked for since.</summary>
    public void Refresh() => Interlocked.Increment(ref _version);

    private void OnChanged(LiveUnit? unit, Worker? worker)
    {
        Interlocked.Increment(ref _version);
        Changed?.Invoke(unit, worker);
    }
}

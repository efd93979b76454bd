using Fleet;
using Gateway.Routing;

namespace Gateway.Units;

/// <summary>The fleet as it is now: units with their workers, and the mode by which they are weighed.</summary>
internal sealed class LiveFleet
{
    private readonly Lock _lock = new();
    private volatile State _state;
    private IWeightPolicy _mode;
    private int _version;

    public LiveFleet(FleetDefinition definition, IReadOnlyList<LiveUnit> units, IWeightPolicy mode)
    {
        _state = new State(definition, units, []);
        _mode = mode;
        foreach (var unit in units)
        {
            unit.Changed += OnChanged;
        }
    }

    public FleetDefinition Definition => _state.Definition;

    /// <summary>In the order of the fleet file, and after them those that it has no more and that have not finished yet.</summary>
    public IReadOnlyList<LiveUnit> Units => _state.All;

    /// <summary>The fleet file's, in its order, with the definition that they are of.</summary>
    public (FleetDefinition Definition, IReadOnlyList<LiveUnit> Units) Defined
    {
        get
        {
            var state = _state;
            return (state.Definition, state.Units);
        }
    }

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

    /// <summary>Raised after a change: of a worker, of a unit, or, with neither, of the mode or of the fleet as a whole.</summary>
    public event Action<LiveUnit?, Worker?>? Changed;

    /// <summary>Raised after the fleet has another definition, and before <see cref="Changed"/>.</summary>
    public event Action? Redefined;

    public LiveUnit? Unit(string name) => Units.FirstOrDefault(unit => unit.Name == name);

    /// <summary>Lets weights be computed anew from what was measured and asked for since.</summary>
    public void Refresh() => Interlocked.Increment(ref _version);

    /// <summary>
    /// Takes another definition. Units that stay keep their workers, what was measured of them and what was set by hand;
    /// those that go get no more requests, and stay until they have finished what they have.
    /// </summary>
    /// <returns>Names of the units that are new, and of those that go.</returns>
    public (IReadOnlyList<string> Added, IReadOnlyList<string> Removed) Redefine(FleetDefinition definition, Func<Unit, LiveUnit> create)
    {
        List<string> added = [];
        LiveUnit[] leaving, removed;
        lock (_lock)
        {
            var old = _state;
            var units = new List<LiveUnit>();
            foreach (var unit in definition.Units)
            {
                var kept = old.All.FirstOrDefault(live => live.Name == unit.Name && live.IsSame(unit));
                if (kept is null || kept.Leaving) added.Add(unit.Name);
                if (kept is null)
                {
                    kept = create(unit);
                    kept.Changed += OnChanged;
                }

                kept.Redefine(unit);
                units.Add(kept);
            }

            leaving = [.. old.All.Except(units)];
            removed = [.. leaving.Where(unit => !unit.Leaving)];
            _state = new State(definition, units, leaving);
        }

        Redefined?.Invoke();
        foreach (var unit in removed) unit.Leave();
        OnChanged(null, null);
        return (added, [.. removed.Select(unit => unit.Name)]);
    }

    /// <summary>Forgets units that were removed and have finished; these it gives.</summary>
    public IReadOnlyList<LiveUnit> Sweep()
    {
        LiveUnit[] finished;
        if (_state.Leaving.Count == 0) return [];
        lock (_lock)
        {
            var old = _state;
            finished = [.. old.Leaving.Where(unit => unit.Workers.All(worker => worker.Outstanding == 0))];
            if (finished.Length == 0) return [];
            _state = new State(old.Definition, old.Units, [.. old.Leaving.Except(finished)]);
        }

        foreach (var unit in finished)
        {
            foreach (var worker in unit.Workers) unit.Remove(worker, "belongs to a unit that was removed");
            unit.Changed -= OnChanged;
        }

        OnChanged(null, null);
        return finished;
    }

    private void OnChanged(LiveUnit? unit, Worker? worker)
    {
        Interlocked.Increment(ref _version);
        Changed?.Invoke(unit, worker);
    }

    private sealed record State(FleetDefinition Definition, IReadOnlyList<LiveUnit> Units, IReadOnlyList<LiveUnit> Leaving)
    {
        public IReadOnlyList<LiveUnit> All { get; } = Leaving.Count == 0 ? Units : [.. Units, .. Leaving];
    }
}

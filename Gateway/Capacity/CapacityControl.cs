using Gateway.Decisions;
using Gateway.Routing;
using Gateway.Units;
using Microsoft.Extensions.Options;

namespace Gateway.Capacity;

/// <summary>
/// Knows which units are short, and puts capacity mode in the place of the chosen one while any is, and until all that
/// were have been healthy for the hold time: a signal that comes and goes faster than that changes nothing. Every
/// replica of the gateway watches the same signals, and so reaches the same mode.
/// </summary>
internal sealed class CapacityControl(LiveFleet fleet, WeightPolicies modes, DecisionLog decisions, IOptions<GatewayOptions> options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Unit, CapacitySource Source), CapacitySignal> _signals = [];

    // Units that were short since capacity mode began; all must be healthy before it ends.
    private readonly HashSet<string> _concerned = [];
    private IWeightPolicy? _chosen;
    private DateTimeOffset? _healthySince;

    /// <summary>The mode that was asked for, which may be waiting for a shortage to end.</summary>
    public IWeightPolicy Chosen => _chosen ?? fleet.Mode;

    /// <summary>How long until the chosen mode is back, should nothing else happen; null while it cannot be said or need not.</summary>
    public TimeSpan? ReturnsIn
    {
        get
        {
            lock (_lock) return _healthySince is { } since ? options.Value.Capacity.HoldTime - (time.GetUtcNow() - since) : null;
        }
    }

    /// <summary>Chooses a mode by hand. During a shortage it holds as well, until another unit becomes short.</summary>
    public void Choose(IWeightPolicy mode, string reason)
    {
        lock (_lock)
        {
            var before = fleet.Mode.Name;
            (_chosen, _healthySince) = (null, null);
            _concerned.Clear();
            fleet.Mode = mode;
            if (before != mode.Name) decisions.Add(new Decision(DecisionKind.Mode, null, $"{before} → {mode.Name}", reason));
        }
    }

    /// <summary>A source says that a unit is short.</summary>
    /// <param name="lifetime">How long that holds unless it is said again; null: until it is taken back.</param>
    public void Short(LiveUnit unit, CapacitySource source, string reason, TimeSpan? lifetime = null, object? inputs = null)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var news = !_signals.Keys.Any(key => key.Unit == unit.Name);
            var since = _signals.TryGetValue((unit.Name, source), out var known) ? known.Since : now;
            _signals[(unit.Name, source)] = new CapacitySignal(source, reason, since, now + lifetime);
            if (news) decisions.Add(new Decision(DecisionKind.Capacity, unit.Name, "short", reason, inputs ?? new { source = Text(source) }));
            unit.Shortage = reason;
            if (news) Enter(unit, reason);
            Look();
        }
    }

    /// <summary>A source says that a unit is not short, or no more; without a source it overrules all.</summary>
    public void Available(LiveUnit unit, CapacitySource? source, string reason, object? inputs = null)
    {
        lock (_lock)
        {
            var over = _signals.Keys.Where(key => key.Unit == unit.Name && (source is null || key.Source == source)).ToArray();
            foreach (var key in over) _signals.Remove(key);
            if (over.Length == 0) return;
            if (_signals.FirstOrDefault(signal => signal.Key.Unit == unit.Name) is { Value: { } left })
            {
                unit.Shortage = left.Reason;
                return;
            }

            decisions.Add(new Decision(DecisionKind.Capacity, unit.Name, "available", reason, inputs ?? new { source = source is { } said ? Text(said) : "management" }));
            unit.Shortage = null;
            Look();
        }
    }

    /// <summary>Takes account of the time that has passed and of the fleet's state.</summary>
    public void Look()
    {
        lock (_lock)
        {
            Forget();
            if (_chosen is null) return;
            if (!_concerned.All(IsHealthy))
            {
                _healthySince = null;
                return;
            }

            var now = time.GetUtcNow();
            _healthySince ??= now;
            if (now - _healthySince < options.Value.Capacity.HoldTime) return;
            var (before, back) = (fleet.Mode.Name, _chosen);
            var units = _concerned.Order().ToArray();
            (_chosen, _healthySince) = (null, null);
            _concerned.Clear();
            fleet.Mode = back;
            decisions.Add(new Decision(
                DecisionKind.Mode, null, $"{before} → {back.Name}",
                $"{string.Join(", ", units)} {(units.Length == 1 ? "has" : "have")} been healthy for {options.Value.Capacity.HoldTime}",
                new { units, holdSeconds = options.Value.Capacity.HoldTime.TotalSeconds }));
        }
    }

    private void Enter(LiveUnit unit, string reason)
    {
        // A mode that fills one unit after the other goes on to the next by itself, and not to the dearest.
        if (fleet.Mode is ISpillingPolicy) return;
        _healthySince = null;
        if (_chosen is null)
        {
            if (fleet.Mode.Name == CapacityWeights.ModeName || modes.Find(CapacityWeights.ModeName) is not { } capacity) return;
            _chosen = fleet.Mode;
            fleet.Mode = capacity;
            decisions.Add(new Decision(DecisionKind.Mode, null, $"{_chosen.Name} → {capacity.Name}", $"{unit.Name} is short: {reason}", new { unit = unit.Name, holdSeconds = options.Value.Capacity.HoldTime.TotalSeconds }));
        }

        _concerned.Add(unit.Name);
    }

    private void Forget()
    {
        var now = time.GetUtcNow();
        foreach (var ((name, source), signal) in _signals.Where(signal => signal.Value.Until <= now).ToArray())
        {
            if (fleet.Unit(name) is { } unit)
                Available(unit, source, $"nothing was heard of a shortage since {signal.Until - options.Value.Capacity.EventLifetime:u}");
            else
                _signals.Remove((name, source));
        }
    }

    /// <summary>Not short, and serving, as far as that is to be expected of it.</summary>
    private bool IsHealthy(string name) =>
        fleet.Unit(name) is not { } unit
        || (unit.Shortage is null && (unit.CanServe || unit.Drained || unit.Unit.Replicas.Min == 0));

    private static string Text(CapacitySource source) => source.ToString().ToLowerInvariant();
}

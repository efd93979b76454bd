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

    // Units that were short since capacity mode began, and since when; all must be healthy before it ends.
    private readonly Dictionary<string, DateTimeOffset> _concerned = [];
    private IWeightPolicy? _chosen;
    private DateTimeOffset _chosenAt = DateTimeOffset.MinValue;
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

    /// <summary>
    /// Chooses a mode by hand. During a shortage it holds as well, until another unit becomes short: what became short
    /// after the choice was made, at whichever gateway, keeps capacity mode.
    /// </summary>
    /// <param name="at">When it was chosen; null: now.</param>
    public void Choose(IWeightPolicy mode, string reason, DateTimeOffset? at = null)
    {
        lock (_lock)
        {
            var before = fleet.Mode.Name;
            _chosenAt = at ?? time.GetUtcNow();
            foreach (var (unit, _) in _concerned.Where(unit => !IsAfter(unit.Value, _chosenAt)).ToArray()) _concerned.Remove(unit);
            if (mode is not ISpillingPolicy && mode.Name != CapacityWeights.ModeName)
            {
                foreach (var ((unit, _), signal) in _signals.Where(signal => IsAfter(signal.Value.Since, _chosenAt))) _concerned.TryAdd(unit, signal.Since);
            }
            else
            {
                _concerned.Clear();
            }

            _healthySince = null;
            var now = _concerned.Count > 0 ? modes.Find(CapacityWeights.ModeName) : null;
            _chosen = now is null ? null : mode;
            now ??= mode;
            fleet.Mode = now;
            if (before != now.Name) decisions.Add(new Decision(DecisionKind.Mode, null, $"{before} → {now.Name}", reason));
        }
    }

    /// <summary>A source says that a unit is short.</summary>
    /// <param name="lifetime">How long that holds unless it is said again; null: until it is taken back.</param>
    /// <param name="at">When it became so; null: now.</param>
    public void Short(LiveUnit unit, CapacitySource source, string reason, TimeSpan? lifetime = null, object? inputs = null, DateTimeOffset? at = null)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var news = !_signals.Keys.Any(key => key.Unit == unit.Name);
            // By another's clock it may lie ahead.
            var became = at is { } told && told < now ? told : now;
            var since = _signals.Where(signal => signal.Key.Unit == unit.Name).Select(signal => signal.Value.Since).Append(became).Min();
            _signals[(unit.Name, source)] = new CapacitySignal(source, reason, since, now + lifetime);
            if (news) decisions.Add(new Decision(DecisionKind.Capacity, unit.Name, "short", reason, inputs ?? new { source = Text(source) }));
            unit.Shortage = reason;
            // Seen only now, it was there when the mode was chosen.
            if (news && !IsAfter(_chosenAt, since)) Enter(unit, reason, since);
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
            if (!_concerned.Keys.All(IsHealthy))
            {
                _healthySince = null;
                return;
            }

            var now = time.GetUtcNow();
            _healthySince ??= now;
            if (now - _healthySince < options.Value.Capacity.HoldTime) return;
            var (before, back) = (fleet.Mode.Name, _chosen);
            var units = _concerned.Keys.Order().ToArray();
            (_chosen, _healthySince) = (null, null);
            _concerned.Clear();
            fleet.Mode = back;
            decisions.Add(new Decision(
                DecisionKind.Mode, null, $"{before} → {back.Name}",
                $"{string.Join(", ", units)} {(units.Length == 1 ? "has" : "have")} been healthy for {options.Value.Capacity.HoldTime}",
                new { units, holdSeconds = options.Value.Capacity.HoldTime.TotalSeconds }));
        }
    }

    private void Enter(LiveUnit unit, string reason, DateTimeOffset since)
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

        _concerned[unit.Name] = since;
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

    // Choices are told to the millisecond.
    private static bool IsAfter(DateTimeOffset one, DateTimeOffset other) => one.ToUnixTimeMilliseconds() > other.ToUnixTimeMilliseconds();

    private static string Text(CapacitySource source) => source.ToString().ToLowerInvariant();
}

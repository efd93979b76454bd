using Gateway.Capacity;
using Gateway.Decisions;
using Gateway.Routing;
using Gateway.Units;

namespace Gateway.Peers;

/// <summary>
/// What was set by hand, here or at another replica. Everybody keeps the last choice about each thing and tells it to who
/// asks, so it reaches all whoever was told, and one that starts later too.
/// </summary>
internal sealed class SharedChoices
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(ChoiceKind, string?), Choice> _choices = [];
    private readonly LiveFleet _fleet;
    private readonly WeightPolicies _modes;
    private readonly CapacityControl _capacity;
    private readonly DecisionLog _decisions;
    private readonly TimeProvider _time;

    public SharedChoices(LiveFleet fleet, WeightPolicies modes, CapacityControl capacity, DecisionLog decisions, TimeProvider time)
    {
        (_fleet, _modes, _capacity, _decisions, _time) = (fleet, modes, capacity, decisions, time);
        // One may be about a unit that this gateway's fleet file has only now.
        fleet.Redefined += ApplyAgain;
    }

    /// <summary>This gateway, until it ends.</summary>
    public string Here { get; } = Guid.NewGuid().ToString("n");

    public IReadOnlyList<Choice> All
    {
        get
        {
            lock (_lock) return [.. _choices.Values];
        }
    }

    public void Set(IWeightPolicy mode, string reason) => Set(ChoiceKind.Mode, null, mode.Name, reason);

    public void SetDrained(LiveUnit unit, bool drained, string reason) => Set(ChoiceKind.Drained, unit.Name, drained ? bool.TrueString : bool.FalseString, reason);

    public void SetAvailable(LiveUnit unit, bool available, string reason) => Set(ChoiceKind.Available, unit.Name, available ? bool.TrueString : bool.FalseString, reason);

    /// <summary>Takes what another replica knows and this one does not.</summary>
    public void Merge(IEnumerable<Choice> others)
    {
        lock (_lock)
        {
            foreach (var choice in others.OrderBy(choice => choice.Time))
            {
                if (_choices.TryGetValue(choice.Subject, out var known) && !choice.IsAfter(known)) continue;
                _choices[choice.Subject] = choice;
                Apply(choice, $"{choice.Reason}, at another gateway");
            }
        }
    }

    private void Set(ChoiceKind kind, string? unit, string value, string reason)
    {
        lock (_lock)
        {
            // After everything that is known here, whatever the clocks of the others say.
            var last = _choices.Values.Select(choice => choice.Time).DefaultIfEmpty().Max();
            var choice = new Choice(kind, unit, value, reason, Math.Max(_time.GetUtcNow().ToUnixTimeMilliseconds(), last + 1), Here);
            _choices[choice.Subject] = choice;
            Apply(choice, reason);
        }
    }

    private void ApplyAgain()
    {
        lock (_lock)
        {
            foreach (var choice in _choices.Values.Where(choice => choice.Unit is not null && choice.Value != AsItBegins(choice.Kind))) Apply(choice, choice.Reason);
        }
    }

    private static string AsItBegins(ChoiceKind kind) => kind == ChoiceKind.Available ? bool.TrueString : bool.FalseString;

    private void Apply(Choice choice, string reason)
    {
        var unit = choice.Unit is { } name ? _fleet.Unit(name) : null;
        switch (choice.Kind)
        {
            case ChoiceKind.Mode when _modes.Find(choice.Value) is { } mode:
                _capacity.Choose(mode, reason, choice.At);
                break;
            case ChoiceKind.Drained when unit is { Leaving: false }:
                var drained = choice.Value == bool.TrueString;
                if (unit.Drained != drained) _decisions.Add(new Decision(DecisionKind.Unit, unit.Name, drained ? "drained" : "active", reason));
                unit.Drained = drained;
                break;
            case ChoiceKind.Available when unit is not null && choice.Value == bool.TrueString:
                _capacity.Available(unit, source: null, reason);
                break;
            case ChoiceKind.Available when unit is not null:
                _capacity.Short(unit, CapacitySource.Management, reason, at: choice.At);
                break;
        }
    }
}

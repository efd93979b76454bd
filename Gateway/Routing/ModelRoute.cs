using System.Globalization;
using System.Runtime.CompilerServices;
using Fleet;
using Gateway.Planning;
using Gateway.Units;

namespace Gateway.Routing;

/// <summary>Where a request goes, and with what weight its unit was chosen.</summary>
/// <param name="WeightText">The weight as the response says it: unrounded, so that it can be checked.</param>
internal readonly record struct Selection(LiveUnit Unit, Worker Worker, Weight Weight, string WeightText, string Mode);

/// <summary>The units that serve one model at one size (null for text), and whose turn it is.</summary>
internal sealed class ModelRoute
{
    private readonly LiveFleet _fleet;
    private readonly PowerOfTwoChoices _withinUnit;
    private readonly Lock _lock = new();
    private readonly SmoothRoundRobin _turn;
    private readonly SmoothRoundRobin _asked;
    private readonly double[] _present;
    private Snapshot _weights;
    private readonly StrongBox<int> _held;
    private volatile ModelRoute? _after;

    /// <param name="units">Of the fleet, in its order.</param>
    /// <param name="before">The same route of the fleet's definition before, whose demand this takes on.</param>
    public ModelRoute(LiveFleet fleet, IEnumerable<LiveUnit> units, Model model, ImageSize? size, PowerOfTwoChoices withinUnit, TimeProvider time, ModelRoute? before)
    {
        Demand = before?.Demand ?? new DemandHistory(time);
        _held = before?._held ?? new StrongBox<int>();
        _fleet = fleet;
        _withinUnit = withinUnit;
        Model = model;
        Size = size;
        Units = [.. units.Where(unit => unit.Unit.Model.Name == model.Name && unit.Unit.CapacityAt(size) is not null)];
        _turn = new SmoothRoundRobin(Units.Length);
        _asked = new SmoothRoundRobin(Units.Length);
        _present = new double[Units.Length];
        _weights = new Snapshot(-1, "", []);
        // At last, for others find it by this at once.
        if (before is not null) before._after = this;
    }

    public Model Model { get; }

    public ImageSize? Size { get; }

    public LiveUnit[] Units { get; }

    /// <summary>The same by the fleet's definition as it is now; itself where that has the model or the size no more.</summary>
    public ModelRoute Now
    {
        get
        {
            var now = this;
            while (now._after is { } after) now = after;
            return now;
        }
    }

    /// <summary>Requests that came, each once, whoever served it and whether anybody did.</summary>
    public DemandHistory Demand { get; }

    /// <summary>Requests that wait for a unit to wake.</summary>
    public int Held => Volatile.Read(ref _held.Value);

    /// <summary>Those that wait at other replicas of this gateway, of which something was heard lately: who is gone holds nothing.</summary>
    public int HeldElsewhere => Elsewhere?.Invoke(this) ?? 0;

    /// <summary>Who knows that; null: this gateway has heard of no other.</summary>
    public Func<ModelRoute, int>? Elsewhere { private get; set; }

    /// <summary>To be called with 1 when a request begins to wait for a unit, and with -1 when it ends.</summary>
    public void Hold(int change) => Interlocked.Add(ref _held.Value, change);

    /// <summary>The unit whose turn it is, and a worker of it; null when nothing can serve.</summary>
    public Selection? Next()
    {
        lock (_lock)
        {
            var weights = Current();
            if (weights.Spill is { } spill) return NextWithRoom(spill, weights, except: null);
            for (var tries = 0; tries < Units.Length; tries++)
            {
                var index = _turn.Next(_present);
                if (index < 0) return null;
                if (Of(index, weights, except: null) is { } selection) return selection;

                // Its last worker left since the weights were computed; the others share until they are again.
                _present[index] = 0;
            }

            return null;
        }
    }

    /// <summary>The unit whose load a request is that waits for its turn: each gets its weight's part of them, and nobody's turn changes. Null: nothing can serve.</summary>
    public LiveUnit? Asked()
    {
        lock (_lock)
        {
            var weights = Current();
            if (weights.Spill is { } spill) return NextWithRoom(spill, weights, except: null)?.Unit;
            return _asked.Next(_present) is var index and >= 0 ? Units[index] : null;
        }
    }

    /// <summary>Another try for a request that <paramref name="failed"/> did not serve: another unit, else another worker.</summary>
    public Selection? NextAfter(Selection failed)
    {
        lock (_lock)
        {
            var weights = Current();
            if (weights.Spill is { } spill) return NextWithRoom(spill, weights, failed.Unit) ?? Of(Array.IndexOf(Units, failed.Unit), weights, failed.Worker);
            // The one that would get most; the next, should its last worker have left since the weights were computed.
            foreach (var index in Enumerable.Range(0, Units.Length).Where(index => Units[index] != failed.Unit && _present[index] > 0).OrderByDescending(index => _present[index]))
            {
                if (Of(index, weights, except: null) is { } selection) return selection;
            }

            return Of(Array.IndexOf(Units, failed.Unit), weights, failed.Worker);
        }
    }

    /// <summary>A certain worker; null when it may not be asked now, or its unit is to get nothing.</summary>
    public Selection? At(string unit, string worker)
    {
        lock (_lock)
        {
            var weights = Current();
            var index = Array.FindIndex(Units, known => known.Name == unit);
            if (index < 0 || Units[index].Drained || weights.Weights[index].Fraction <= 0) return null;
            return Array.Find(Units[index].Workers, known => known.Name == worker) is { IsReady: true } found && found.Serves(Size)
                ? new Selection(Units[index], found, weights.Weights[index], weights.Texts[index], weights.Mode)
                : null;
        }
    }

    /// <summary>A worker of a unit that the client named; null when the unit is not ready.</summary>
    public Selection? Pinned(LiveUnit unit, Worker? except)
    {
        lock (_lock)
        {
            return unit.AvailabilityAt(Size) > 0 ? Of(Array.IndexOf(Units, unit), Current(), except) : null;
        }
    }

    /// <summary>The unit that a request waits for that none can take: of those that may wake the one that would get most, else that gives most for a dollar.</summary>
    public LiveUnit? Awaited()
    {
        double[] availability = Array.ConvertAll(Units, unit => unit.MayWake ? 1.0 : 0.0);
        var weights = _fleet.Mode.Weigh(Units, Size, availability);
        return Enumerable.Range(0, Units.Length).Where(index => availability[index] > 0)
            .OrderByDescending(index => weights[index].Fraction)
            .ThenByDescending(index => (Units[index].Unit.CapacityAt(Size)?.Rate.Value ?? 0) / Units[index].Unit.PricePerHour.Dollars)
            .Select(index => Units[index]).FirstOrDefault();
    }

    /// <summary>Weights now, in the order of <see cref="Units"/>.</summary>
    public Weight[] Weights()
    {
        lock (_lock) return Current().Weights;
    }

    /// <summary>The first unit that has room; where none has, whichever answers soonest.</summary>
    private Selection? NextWithRoom(Spill spill, Snapshot weights, LiveUnit? except)
    {
        Selection? soonest = null;
        var least = TimeSpan.MaxValue;
        foreach (var index in spill.Order)
        {
            if (Units[index] == except || Of(index, weights, except: null) is not { } selection) continue;
            var (expected, hasRoom) = spill.Policy.Look(selection.Unit, Size, selection.Worker.Load);
            if (hasRoom) return selection;
            if (expected >= least) continue;
            (soonest, least) = (selection, expected);
        }

        return soonest;
    }

    private Selection? Of(int index, Snapshot weights, Worker? except) =>
        _withinUnit.Choose(Units[index].Workers, Size, except) is { } worker && !Units[index].Drained
            ? new Selection(Units[index], worker, weights.Weights[index], weights.Texts[index], weights.Mode)
            : null;

    private Snapshot Current()
    {
        // Read before the state that it stands for: a change in between is seen by the next request.
        var version = _fleet.Version;
        if (_weights.Version == version) return _weights;

        var mode = _fleet.Mode;
        _weights = new Snapshot(version, mode.Name, mode.Weigh(Units, Size, [.. Units.Select(unit => unit.AvailabilityAt(Size))]), mode is ISpillingPolicy policy ? new Spill(policy, policy.Order(Units, Size)) : null);
        for (var index = 0; index < _present.Length; index++)
        {
            _present[index] = _weights.Weights[index].Fraction;
        }

        _turn.Reweigh(_present);
        _asked.Reweigh(_present);
        return _weights;
    }

    private sealed record Snapshot(int Version, string Mode, Weight[] Weights, Spill? Spill = null)
    {
        // Once, and not for every request.
        public string[] Texts { get; } = [.. Weights.Select(weight => weight.Fraction.ToString("R", CultureInfo.InvariantCulture))];
    }

    private sealed record Spill(ISpillingPolicy Policy, int[] Order);
}

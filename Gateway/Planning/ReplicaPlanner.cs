using Gateway.Routing;
using Gateway.Units;
using Microsoft.Extensions.Options;

namespace Gateway.Planning;

/// <summary>
/// How many replicas each unit needs, for the demand of the time when one that is launched now would serve. The mode
/// "cheapest" asks for the mix that costs least, the others for what each unit's weight makes of the demand.
/// </summary>
internal sealed class ReplicaPlanner
{
    // To be launched, it must be worth its start for as long again and again.
    private const int StartsInHorizon = 3;

    // What waits for less than this is chance, and no demand.
    private static readonly TimeSpan Chance = TimeSpan.FromSeconds(5);

    private readonly LiveFleet _fleet;
    private readonly MeasuredFigures _figures;
    private readonly IOptions<GatewayOptions> _settings;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly RouteTable _routes;
    private readonly Dictionary<LiveUnit, SettlingCount> _replicas = [];
    private (RouteSet? Of, DemandGroup[] Groups) _groups = (null, []);

    public ReplicaPlanner(LiveFleet fleet, RouteTable routes, MeasuredFigures figures, IOptions<GatewayOptions> options, TimeProvider time)
    {
        _fleet = fleet;
        _figures = figures;
        _settings = options;
        _time = time;
        _routes = routes;
    }

    private PlanningOptions Options => _settings.Value.Planning;

    /// <summary>Replicas of each unit that are wanted now; units that serve several models have what each of these needs.</summary>
    /// <param name="paid">Replicas of a unit that are paid now: ready or starting.</param>
    public IReadOnlyDictionary<LiveUnit, int> Plan(Func<LiveUnit, int> paid)
    {
        lock (_lock)
        {
            var routes = _routes.Now;
            if (routes != _groups.Of) _groups = (routes, DemandGroup.Of(routes));
            // Those that a definition before had, and this one has not, may be planned for no more.
            var wanted = _fleet.Units.Union(_groups.Groups.SelectMany(group => group.Units)).ToDictionary(unit => unit, _ => 0);
            foreach (var gone in _replicas.Keys.Except(wanted.Keys).ToArray()) _replicas.Remove(gone);
            foreach (var group in _groups.Groups)
            {
                foreach (var (unit, count) in group.Units.Zip(Plan(group, paid))) wanted[unit] += count;
            }

            return wanted.ToDictionary(unit => unit.Key, unit => Settled(unit.Key).Next(unit.Value, Options.Settle));
        }
    }

    /// <summary>Replicas of a unit that are wanted now, for what its workers are now.</summary>
    public int Wanted(LiveUnit unit) => Plan(other => other.Workers.Count(worker => worker.State != WorkerState.Failed)).GetValueOrDefault(unit);

    /// <summary>The load at which a scaler with our target asks for so many replicas, which it rounds up.</summary>
    public double LoadFor(int replicas) => replicas * Options.ScalerTarget * (1 - 1e-9);

    private SettlingCount Settled(LiveUnit unit)
    {
        if (!_replicas.TryGetValue(unit, out var count)) _replicas[unit] = count = new SettlingCount(_time);
        return count;
    }

    private int[] Plan(DemandGroup group, Func<LiveUnit, int> paid)
    {
        var demand = group.Within(Options.StartTime * 2);
        demand += Math.Max(0, group.Waiting - (demand * Chance.TotalMinutes)) / Options.StartTime.TotalMinutes;
        if (demand <= 0) return new int[group.Units.Length];

        var units = group.Units.Select(unit => Cost(group, unit, paid(unit))).ToArray();
        if (_fleet.Mode is not ISpillingPolicy) return ByWeight(group, units, demand);
        var mix = ReplicaMix.Cheapest(units, demand, Options.StartTime, Options.StartTime * StartsInHorizon);
        return Stay(group, units, mix);
    }

    /// <summary>What is to be let go stays until those that replace it have started.</summary>
    private static int[] Stay(DemandGroup group, ReplicaCost[] units, int[] mix)
    {
        var left = group.Level - group.Units.Select((unit, index) => Math.Min(mix[index], unit.Workers.Count(worker => worker.IsReady)) * units[index].PerMinute).Sum();
        foreach (var index in Enumerable.Range(0, units.Length).OrderBy(index => units[index].DollarsPerHour / units[index].PerMinute))
        {
            for (var ready = group.Units[index].Workers.Count(worker => worker.IsReady); left > 0 && mix[index] < ready; left -= units[index].PerMinute) mix[index]++;
        }

        return mix;
    }

    private int[] ByWeight(DemandGroup group, ReplicaCost[] units, double demand)
    {
        // A unit that can be had counts, though none of its replicas runs yet.
        double[] availability = [.. units.Select(unit => unit.Most > 0 ? 1.0 : 0.0)];
        var weights = group.Shares(_fleet.Mode, availability);
        return [.. units.Select((unit, index) => Math.Min(unit.Most, (int)Math.Ceiling((weights[index] * demand / unit.PerMinute) - 1e-9)))];
    }

    private ReplicaCost Cost(DemandGroup group, LiveUnit unit, int paid)
    {
        var figure = group.Mixed(unit, _figures);
        var most = unit.Drained || figure.PerMinute <= 0 ? 0 : unit.Shortage is null ? unit.Unit.Replicas.Max : Math.Min(paid, unit.Unit.Replicas.Max);
        return new ReplicaCost(figure.PerMinute * Options.Fill, unit.Unit.PricePerHour.Dollars, paid, most, figure.Latency > _settings.Value.Weights.LatencyTarget);
    }
}

using Fleet;
using Gateway.Routing;
using Gateway.Units;

namespace Gateway.Costs;

/// <summary>
/// What is paid and what it gave, over the last hour: replicas that are there cost their price whether they are asked or
/// not, and dollars over answers is what a picture costs, idle time included.
/// </summary>
internal sealed class CostMeter
{
    private const int Kept = 60;

    private readonly Lock _lock = new();
    private readonly LiveFleet _fleet;
    private readonly RouteTable _routes;
    private readonly TimeProvider _time;
    private readonly Dictionary<LiveUnit, Queue<UnitCost>> _minutes;
    private readonly Dictionary<LiveUnit, long> _answers;
    private readonly Dictionary<LiveUnit, double> _dollars;
    private readonly long _start;
    private long _last;
    private long _minute;

    public CostMeter(LiveFleet fleet, RouteTable routes, TimeProvider time)
    {
        _fleet = fleet;
        _routes = routes;
        _time = time;
        _minutes = fleet.Units.ToDictionary(unit => unit, _ => new Queue<UnitCost>());
        _answers = fleet.Units.ToDictionary(unit => unit, _ => 0L);
        _dollars = fleet.Units.ToDictionary(unit => unit, _ => 0.0);
        _start = _last = time.GetTimestamp();
    }

    /// <summary>Takes account of the time since the last look: to be called about once a second.</summary>
    public void Look()
    {
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            var hours = _time.GetElapsedTime(_last, now).TotalHours;
            _last = now;
            foreach (var unit in _fleet.Units) _dollars[unit] += PerHour(unit) * hours;
            var minute = (long)_time.GetElapsedTime(_start, now).TotalMinutes;
            if (minute == _minute) return;
            _minute = minute;
            foreach (var unit in _fleet.Units) Close(unit);
        }
    }

    /// <summary>The last hour of a unit, the minute that has begun included.</summary>
    public UnitCost Of(LiveUnit unit)
    {
        lock (_lock)
        {
            var open = new UnitCost(_dollars[unit], Answers(unit) - _answers[unit]);
            return _minutes[unit].Aggregate(open, (sum, minute) => sum + minute);
        }
    }

    /// <summary>The last hour of all units.</summary>
    public UnitCost Blended => _fleet.Units.Select(Of).Aggregate((sum, unit) => sum + unit);

    /// <summary>Dollars an hour of the replicas that there are now.</summary>
    public double PerHour(LiveUnit unit) => unit.Unit.PricePerHour.Dollars * unit.Workers.Count(worker => worker.IsReady);

    /// <summary>
    /// What a thousand answers would cost at full use under equal weights, and what they cost at full use under the
    /// weights of now: the part of the bill that weights decide.
    /// </summary>
    public static (double? Now, double? Equal) AtFullUse(ModelRoute route)
    {
        double now = 0, equal = 0, weight = 0;
        var available = 0;
        foreach (var (unit, part) in route.Units.Zip(route.Weights()))
        {
            var perThousand = unit.Unit.CostPerThousand(route.Size)!.Value;
            now += part.Fraction * perThousand;
            weight += part.Fraction;
            if (unit.AvailabilityAt(route.Size) <= 0) continue;
            equal += perThousand;
            available++;
        }

        return (weight > 0 ? now : null, available > 0 ? equal / available : null);
    }

    private void Close(LiveUnit unit)
    {
        var answers = Answers(unit);
        _minutes[unit].Enqueue(new UnitCost(_dollars[unit], answers - _answers[unit]));
        if (_minutes[unit].Count > Kept) _minutes[unit].Dequeue();
        (_answers[unit], _dollars[unit]) = (answers, 0);
    }

    private long Answers(LiveUnit unit) =>
        _routes.All.Where(route => route.Units.Contains(unit)).Sum(route => unit.Served(route.Size).Requests + unit.Served(route.Size).Pinned);
}

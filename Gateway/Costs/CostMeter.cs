using Fleet;
using Gateway.Routing;
using Gateway.Units;

namespace Gateway.Costs;

/// <summary>
/// What is paid and what it gave, over the last hour: replicas that are there cost their price whether they are asked or
/// not, and dollars over what was delivered is what a picture costs, idle time included.
/// </summary>
internal sealed class CostMeter
{
    private const int Kept = 60;

    private readonly Lock _lock = new();
    private readonly LiveFleet _fleet;
    private readonly TimeProvider _time;
    private readonly Dictionary<LiveUnit, Bill> _bills = [];
    private readonly long _start;
    private long _last;
    private long _minute;

    public CostMeter(LiveFleet fleet, TimeProvider time)
    {
        _fleet = fleet;
        _time = time;
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
            var units = _fleet.Units;
            foreach (var unit in units) BillOf(unit).Dollars += PerHour(unit) * hours;
            foreach (var gone in _bills.Keys.Except(units).ToArray()) _bills.Remove(gone);
            var minute = (long)_time.GetElapsedTime(_start, now).TotalMinutes;
            if (minute == _minute) return;
            _minute = minute;
            foreach (var unit in units) Close(unit);
        }
    }

    /// <summary>The last hour of a unit, the minute that has begun included.</summary>
    public UnitCost Of(LiveUnit unit)
    {
        lock (_lock)
        {
            var bill = BillOf(unit);
            return bill.Minutes.Aggregate(new UnitCost(bill.Dollars, Answers(unit) - bill.Answers), (sum, minute) => sum + minute);
        }
    }

    /// <summary>The last hour of all units.</summary>
    public UnitCost Blended => _fleet.Units.Select(Of).Aggregate(default(UnitCost), (sum, unit) => sum + unit);

    /// <summary>
    /// Dollars an hour of the replicas that there are now. One that starts, or that was ejected, is paid as the ready ones
    /// are, until its pod goes; where no cluster tells of pods, as long as something answers at its address.
    /// </summary>
    public double PerHour(LiveUnit unit) => unit.Unit.PricePerHour.Dollars * unit.Workers.Count(worker => worker.IsPaid);

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
            // Of a route that the fleet file has changed meanwhile.
            if (unit.Unit.CostPerThousand(route.Size) is not { } perThousand) continue;
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
        var bill = BillOf(unit);
        var answers = Answers(unit);
        bill.Minutes.Enqueue(new UnitCost(bill.Dollars, answers - bill.Answers));
        if (bill.Minutes.Count > Kept) bill.Minutes.Dequeue();
        (bill.Answers, bill.Dollars) = (answers, 0);
    }

    private Bill BillOf(LiveUnit unit)
    {
        if (!_bills.TryGetValue(unit, out var bill)) _bills[unit] = bill = new Bill();
        return bill;
    }

    private static long Answers(LiveUnit unit) => unit.AllServed.Sum(served => served.Delivered + served.Elsewhere);

    private sealed class Bill
    {
        public Queue<UnitCost> Minutes { get; } = new();

        /// <summary>Of all minutes before this one.</summary>
        public long Answers { get; set; }

        /// <summary>Of this minute.</summary>
        public double Dollars { get; set; }
    }
}

namespace Gateway.Planning;

/// <summary>
/// The cheapest whole replicas that hold a demand. A replica more is paid while it starts, so it must be worth that within
/// the horizon; what may be let go costs nothing.
/// </summary>
internal static class ReplicaMix
{
    /// <param name="demand">Requests a minute.</param>
    /// <param name="start">How long a replica takes to start.</param>
    /// <param name="horizon">For so long the mix is expected to stay.</param>
    /// <returns>Replicas of each unit; as much as may be had when that is not enough.</returns>
    public static int[] Cheapest(IReadOnlyList<ReplicaCost> units, double demand, TimeSpan start, TimeSpan horizon)
    {
        var inTime = Enumerable.Range(0, units.Count).Where(index => !units[index].IsLate && units[index].Most > 0).ToArray();
        if (Holds(units, inTime) >= demand) return new Search(units, inTime, start, horizon).Cover(demand, new int[units.Count]);

        // All that is in time, and the rest by those that are late.
        var full = new int[units.Count];
        foreach (var index in inTime) full[index] = units[index].Most;
        var late = Enumerable.Range(0, units.Count).Where(index => units[index].IsLate && units[index].Most > 0).ToArray();
        var left = demand - Holds(units, inTime);
        if (Holds(units, late) >= left) return new Search(units, late, start, horizon).Cover(left, full);
        foreach (var index in late) full[index] = units[index].Most;
        return full;
    }

    private static double Holds(IReadOnlyList<ReplicaCost> units, int[] which) => which.Sum(index => units[index].Most * units[index].PerMinute);

    /// <summary>Branch and bound over the units by cost per request: the first full cover is near the best, and cuts the rest.</summary>
    private sealed class Search
    {
        // Another replica of the cheapest must not be tried against rounding.
        private const double Tolerance = 1e-9;

        private readonly IReadOnlyList<ReplicaCost> _units;
        private readonly int[] _order;
        private readonly double _start;
        private readonly double _hours;
        private int[] _count = [];
        private int[] _best = [];
        private double _least;

        public Search(IReadOnlyList<ReplicaCost> units, int[] which, TimeSpan start, TimeSpan horizon)
        {
            _units = units;
            _start = start.TotalHours;
            _hours = horizon.TotalHours;
            _order = [.. which.OrderBy(index => units[index].DollarsPerHour / units[index].PerMinute)];
        }

        public int[] Cover(double demand, int[] from)
        {
            _count = [.. from];
            _best = [.. from];
            _least = double.MaxValue;
            Try(0, demand, 0);
            return _best;
        }

        private void Try(int depth, double left, double cost)
        {
            if (left <= Tolerance)
            {
                if (cost >= _least - Tolerance) return;
                (_least, _best) = (cost, [.. _count]);
                return;
            }

            // Those that follow cost no less per request than the one at hand.
            if (depth == _order.Length || cost + (left * _hours * Rate(depth)) >= _least - Tolerance) return;
            var index = _order[depth];
            var unit = _units[index];
            for (var count = Math.Min(unit.Most, (int)Math.Ceiling((left / unit.PerMinute) - Tolerance)); count >= 0; count--)
            {
                _count[index] = count;
                Try(depth + 1, left - (count * unit.PerMinute), cost + (unit.DollarsPerHour * ((count * _hours) + (Math.Max(0, count - unit.Running) * _start))));
            }

            _count[index] = 0;
        }

        private double Rate(int depth) => _units[_order[depth]].DollarsPerHour / _units[_order[depth]].PerMinute;
    }
}

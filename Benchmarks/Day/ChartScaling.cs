using Gateway.Planning;
using Gateway.Units;

namespace Benchmarks.Day;

/// <summary>
/// What the chart's autoscaler makes of the replicas that are wanted: up to twice as many in a minute; down by one in five
/// minutes, and never below the most that was wanted in the last fifteen.
/// </summary>
internal sealed class ChartScaling(VirtualTime time)
{
    private static readonly TimeSpan Stabilization = TimeSpan.FromMinutes(15), BetweenDown = TimeSpan.FromMinutes(5), BetweenUp = TimeSpan.FromMinutes(1);

    private readonly Dictionary<LiveUnit, Unit> _units = [];

    public IReadOnlyDictionary<LiveUnit, int> Next(IReadOnlyDictionary<LiveUnit, int> wanted, Func<LiveUnit, int> paid) =>
        wanted.ToDictionary(unit => unit.Key, unit => Next(unit.Key, unit.Value, paid(unit.Key)));

    private int Next(LiveUnit unit, int wanted, int paid)
    {
        if (!_units.TryGetValue(unit, out var of)) _units[unit] = of = new Unit(new SettlingCount(time));
        var target = of.Wanted.Next(wanted, Stabilization);
        if (target == paid || time.Now < (target > paid ? of.Up : of.Down)) return paid;
        if (target < paid)
        {
            of.Down = time.Now + BetweenDown;
            return paid - 1;
        }

        of.Up = time.Now + BetweenUp;
        return Math.Min(target, Math.Max(1, paid * 2));
    }

    /// <summary>Of a unit: when the next step either way may be.</summary>
    private sealed class Unit(SettlingCount wanted)
    {
        public SettlingCount Wanted { get; } = wanted;

        public TimeSpan Up { get; set; }

        public TimeSpan Down { get; set; }
    }
}

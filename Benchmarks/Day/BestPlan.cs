using Fleet;

namespace Benchmarks.Day;

/// <summary>
/// What any plan must pay at least: whole replicas, launched ten minutes before they serve and let go at any moment for
/// nothing, that hold the load at each moment at the rate of their breaking points, by one who knows the whole day before.
/// What the cloud lacks cannot be launched either, so that it is back a start time after a shortage. Exact, by dynamic
/// programming over all mixes, every ten minutes: nothing changes between.
/// </summary>
internal static class BestPlan
{
    /// <summary>Dollars for the day.</summary>
    public static double Dollars(IReadOnlyList<Unit> units, ImageSize size, Shortage? shortage)
    {
        double[] rates = [.. units.Select(unit => unit.CapacityAt(size)!.Value.Rate.Value)];
        double[] prices = [.. units.Select(unit => unit.PricePerHour.Dollars)];
        // More of one unit than hold the peak alone is never needed.
        int[] counts = [.. rates.Select(rate => (int)Math.Ceiling(DayLoad.PerMinute.Max() / rate) + 1)];
        var states = counts.Aggregate(1, (product, count) => product * count);
        var least = new double[states];
        Array.Fill(least, double.PositiveInfinity);
        least[0] = 0;
        for (var time = TimeSpan.Zero; time < DayLoad.Length; time += DayLoad.StartTime)
        {
            var load = DayLoad.PerMinute[(int)(time / DayLoad.Step)];
            var isShort = shortage is not null && (shortage.IsAt(time) || shortage.IsAt(time - DayLoad.StartTime));
            for (int unit = 0, stride = 1; unit < counts.Length; stride *= counts[unit], unit++)
                Change(least, stride, counts[unit], prices[unit] * DayLoad.StartTime.TotalHours);
            for (var state = 0; state < states; state++)
            {
                double held = 0, price = 0;
                for (int unit = 0, rest = state; unit < counts.Length; rest /= counts[unit], unit++)
                {
                    var count = rest % counts[unit];
                    held += count * rates[unit];
                    price += count * prices[unit];
                    if (isShort && units[unit].Name == shortage!.Unit && count > shortage.Most) held = double.NegativeInfinity;
                }

                least[state] = held < load - 1e-9 ? double.PositiveInfinity : least[state] + (price * DayLoad.StartTime.TotalHours);
            }
        }

        return least.Min();
    }

    /// <summary>Along one unit's count: fewer for nothing, more for what a start costs.</summary>
    private static void Change(double[] least, int stride, int count, double start)
    {
        for (var state = 0; state < least.Length; state++)
        {
            if (state / stride % count != 0) continue;
            for (var number = count - 2; number >= 0; number--)
                least[state + (number * stride)] = Math.Min(least[state + (number * stride)], least[state + ((number + 1) * stride)]);
            for (var number = 1; number < count; number++)
                least[state + (number * stride)] = Math.Min(least[state + (number * stride)], least[state + ((number - 1) * stride)] + start);
        }
    }
}

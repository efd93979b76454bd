namespace Fleet;

/// <summary>What the weight of a unit is computed from, for one model and size.</summary>
/// <param name="Throughput">T: requests a minute of one replica.</param>
/// <param name="Price">C: dollars an hour of one replica.</param>
/// <param name="Latency">L: time of one request.</param>
/// <param name="Availability">A: 0 when it cannot serve, 1 when it can, between while it returns.</param>
public readonly record struct WeightInputs(PerMinute Throughput, UsdPerHour Price, TimeSpan Latency, double Availability = 1);

/// <summary>
/// Weights of the units that serve one model and size. Each method gives one weight for each input, in the same order,
/// together 1, or all 0 when none is available.
/// </summary>
public static class RoutingWeights
{
    /// <summary>w = T/(C·L)·A, normalised: what a dollar and a second buy.</summary>
    public static Weight[] Cost(IReadOnlyList<WeightInputs> units) =>
        Normalise([.. units.Select(unit => unit.Throughput.Value / (unit.Price.Dollars * unit.Latency.TotalSeconds) * unit.Availability)]);

    /// <summary>Cost weights at a size (null for text) by the fleet's figures; a unit without figures there gets nothing.</summary>
    public static Weight[] Cost(IReadOnlyList<Unit> units, ImageSize? size, Func<Unit, double> availability) =>
        Cost([.. units.Select(unit => unit.CapacityAt(size) is { } figure
            ? new WeightInputs(figure.Rate, unit.PricePerHour, figure.Latency, availability(unit))
            : new WeightInputs(default, unit.PricePerHour, TimeSpan.FromSeconds(1), 0))]);

    /// <summary>Equal parts of what is available: for when the cloud has no more of the cheapest.</summary>
    public static Weight[] Capacity(IReadOnlyList<double> availability) => Normalise([.. availability]);

    /// <summary>Weights typed by hand, those of unavailable units given to the others in proportion.</summary>
    public static Weight[] Static(IReadOnlyList<(Weight Typed, double Availability)> units) =>
        Normalise([.. units.Select(unit => unit.Typed.Fraction * unit.Availability)]);

    /// <summary>
    /// The unit with the least cost per picture that answers within <paramref name="target"/> takes what it can hold, the
    /// rest spills to the next. Late units come last, for late is better than refused. Where all are full, each has its
    /// part of what they hold together.
    /// </summary>
    /// <param name="units">Throughput, price and latency of one replica; Availability counts replicas that can serve.</param>
    /// <param name="demand">Requests a minute.</param>
    /// <param name="target">The longest time that an answer may take; null: any.</param>
    public static Weight[] Cheapest(IReadOnlyList<WeightInputs> units, PerMinute demand, TimeSpan? target)
    {
        var held = new double[units.Count];
        var left = demand.Value;
        var order = CheapestFirst(units, target);
        foreach (var index in order)
        {
            var capacity = units[index].Throughput.Value * units[index].Availability;
            held[index] = Math.Min(left, capacity);
            left -= held[index];
        }

        if (left > 0) return Normalise([.. units.Select(unit => unit.Throughput.Value * unit.Availability)]);
        // Nobody asks: the next request would go to the first.
        if (demand.Value <= 0 && order.Length > 0 && Array.Find(order, index => units[index].Availability > 0) is var first && units[first].Availability > 0) held[first] = 1;
        return Normalise(held);
    }

    /// <summary>The order in which <see cref="Cheapest"/> fills units: those in time by cost per picture, then the late ones; none without figures.</summary>
    public static int[] CheapestFirst(IReadOnlyList<WeightInputs> units, TimeSpan? target) =>
        [.. Enumerable.Range(0, units.Count).Where(index => units[index].Throughput.Value > 0)
            .OrderBy(index => units[index].Latency > target).ThenBy(index => units[index].Price.PerThousand(units[index].Throughput))];

    private static Weight[] Normalise(double[] values)
    {
        var sum = values.Sum();
        return [.. values.Select(value => sum > 0 ? new Weight(value / sum) : Weight.Zero)];
    }
}

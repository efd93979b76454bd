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

    private static Weight[] Normalise(double[] values)
    {
        var sum = values.Sum();
        return [.. values.Select(value => sum > 0 ? new Weight(value / sum) : Weight.Zero)];
    }
}

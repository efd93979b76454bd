namespace Fleet.Tests;

/// <summary>Weights of the five units of Stable Diffusion 2.1, exact to two decimals.</summary>
public class RoutingWeightsTests
{
    private static readonly ImageSize Size = new(512, 512);
    private static readonly IReadOnlyList<Unit> Units = TestFleets.Parse(TestFleets.Sd21).Units;

    [Theory]
    [InlineData(null, "30.77, 28.24, 19.59, 11.75, 9.65")]
    [InlineData("sd21-inf2", "0.00, 40.79, 28.29, 16.98, 13.94")]
    [InlineData("sd21-trn1", "42.88, 0.00, 27.29, 16.38, 13.45")]
    [InlineData("sd21-a10g-triton", "38.27, 35.12, 0.00, 14.62, 12.00")]
    [InlineData("sd21-l4-triton", "34.87, 32.00, 22.19, 0.00, 10.94")]
    [InlineData("sd21-a10g-cuda", "34.06, 31.26, 21.68, 13.01, 0.00")]
    public void Cost_weights_follow_the_formula(string? down, string expected) =>
        Assert.Equal(expected, Text(RoutingWeights.Cost(Units, Size, unit => unit.Name == down ? 0 : 1)));

    [Theory]
    [InlineData(5, "20.00, 20.00, 20.00, 20.00, 20.00")]
    [InlineData(4, "25.00, 25.00, 25.00, 25.00, 0.00")]
    public void Capacity_weights_are_equal_over_the_available(int available, string expected) =>
        Assert.Equal(expected, Text(RoutingWeights.Capacity([.. Units.Select((_, index) => index < available ? 1.0 : 0.0)])));

    [Fact]
    public void Static_weights_are_those_typed() =>
        Assert.Equal("40.00, 20.00, 15.00, 10.00, 15.00", Text(RoutingWeights.Static([.. Units.Select(unit => (unit.TypedWeight!.Value, 1.0))])));

    // Replicas in the order of the units: inf2 at 105 a minute, trn1 at 130, a10g-triton at 90; l4 at 61 and a10g-cuda at 60 are late.
    [Theory]
    [InlineData(100, "1, 1, 1, 1, 1", "100.00, 0.00, 0.00, 0.00, 0.00")]
    [InlineData(210, "1, 1, 1, 1, 1", "50.00, 50.00, 0.00, 0.00, 0.00")]
    [InlineData(420, "4, 1, 1, 1, 1", "100.00, 0.00, 0.00, 0.00, 0.00")]
    [InlineData(325, "1, 1, 1, 1, 1", "32.31, 40.00, 27.69, 0.00, 0.00")]
    [InlineData(386, "1, 1, 1, 1, 1", "27.20, 33.68, 23.32, 15.80, 0.00")]
    [InlineData(900, "1, 1, 1, 1, 1", "23.54, 29.15, 20.18, 13.68, 13.45")]
    [InlineData(100, "0, 0, 1, 0, 1", "0.00, 0.00, 90.00, 0.00, 10.00")]
    [InlineData(0, "0, 1, 1, 1, 1", "0.00, 100.00, 0.00, 0.00, 0.00")]
    [InlineData(10, "0, 0, 0, 0, 0", "0.00, 0.00, 0.00, 0.00, 0.00")]
    public void The_cheapest_in_time_takes_what_it_can_hold_and_the_rest_spills(double perMinute, string replicas, string expected)
    {
        var ready = replicas.Split(", ").Select(int.Parse).ToArray();
        WeightInputs[] inputs = [.. Units.Zip(ready, (unit, count) => new WeightInputs(unit.CapacityAt(Size)!.Value.Rate, unit.PricePerHour, unit.CapacityAt(Size)!.Value.Latency, count))];
        Assert.Equal(expected, Text(RoutingWeights.Cheapest(inputs, new PerMinute(perMinute), TimeSpan.FromSeconds(0.9))));
    }

    [Fact]
    public void Nothing_available_weighs_nothing() =>
        Assert.All(RoutingWeights.Cost(Units, Size, _ => 0), weight => Assert.Equal(Weight.Zero, weight));

    [Fact]
    public void A_unit_without_figures_at_the_size_gets_nothing() =>
        Assert.All(RoutingWeights.Cost(Units, new ImageSize(64, 64), _ => 1), weight => Assert.Equal(Weight.Zero, weight));

    [Fact]
    public void A_returning_unit_gets_its_part_in_proportion()
    {
        var half = RoutingWeights.Cost(Units, Size, unit => unit.Name == "sd21-inf2" ? 0.5 : 1);
        var full = RoutingWeights.Cost(Units, Size, _ => 1);
        Assert.Equal(full[0].Fraction / full[1].Fraction / 2, half[0].Fraction / half[1].Fraction, 12);
        Assert.Equal(1, half.Sum(weight => weight.Fraction), 12);
    }

    private static string Text(IEnumerable<Weight> weights) =>
        string.Join(", ", weights.Select(weight => weight.Percent.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)));
}

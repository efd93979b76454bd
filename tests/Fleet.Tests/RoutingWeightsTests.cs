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

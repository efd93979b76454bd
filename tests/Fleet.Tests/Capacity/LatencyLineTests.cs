namespace Fleet.Tests.Capacity;

public class LatencyLineTests
{
    [Theory]
    [InlineData("200x100", 2.0)] // between 100x100 → 1 s and 300x100 → 3 s
    [InlineData("400x100", 6.0)] // beyond: on with the last piece, 300x100 → 3 s to 500x100 → 9 s … at 400x100
    [InlineData("600x100", 12.0)]
    [InlineData("50x100", 0.5)]
    public void Sizes_lie_on_the_line_through_their_neighbours(string size, double seconds) =>
        Assert.Equal(seconds, At(size, ("100x100", 1), ("300x100", 3), ("500x100", 9)), 6);

    [Fact]
    public void One_size_gives_a_line_from_nothing() => Assert.Equal(4, At("200x200", ("100x100", 1)), 6);

    [Fact]
    public void Time_is_never_nothing() => Assert.Equal(0.1, At("10x100", ("100x100", 1), ("150x100", 9)), 6);

    private static double At(string size, params (string Size, double Seconds)[] given) => LatencyLine.At(
        ImageSize.Parse(size),
        given.ToDictionary(pair => ImageSize.Parse(pair.Size), pair => new CapacityFigure(TimeSpan.FromSeconds(pair.Seconds), new PerMinute(1)))).Latency.TotalSeconds;
}

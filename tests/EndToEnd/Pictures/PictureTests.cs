namespace EndToEnd.Pictures;

public sealed class PictureTests(RunningApp app)
{
    private const string Size = "256x144";
    private const long Seed = 42;

    // Shards add up in another order than a whole matrix does; what is left of it after ten steps is rounding.
    private const double MeanTolerance = 1;
    private const int LargestTolerance = 16;

    public static TheoryData<string> Units => [.. RunningApp.Units];

    [Theory]
    [MemberData(nameof(Units))]
    public async Task Every_unit_draws_what_the_prompt_says(string unit)
    {
        var picture = await app.Gateway.DrawAsync(GatewayClient.CircleOnBlue, Size, Seed, unit, TestContext.Current.CancellationToken);

        Assert.Equal((256, 144), (picture.Width, picture.Height));
        Look.AssertRedCircleOnBlue(picture);
    }

    [Fact]
    public async Task One_seed_gives_one_picture_on_all_units()
    {
        var first = await app.Gateway.DrawAsync(GatewayClient.CircleOnBlue, Size, Seed, RunningApp.Units[0], TestContext.Current.CancellationToken);
        foreach (var unit in RunningApp.Units[1..])
        {
            var other = await app.Gateway.DrawAsync(GatewayClient.CircleOnBlue, Size, Seed, unit, TestContext.Current.CancellationToken);
            var (mean, largest) = Look.Difference(first, other);
            Assert.True(mean <= MeanTolerance && largest <= LargestTolerance, $"{unit} differs from {RunningApp.Units[0]}: mean {mean:0.000}, largest {largest}");
        }
    }

    [Fact]
    public async Task Another_seed_gives_another_picture()
    {
        var one = await app.Gateway.DrawAsync(GatewayClient.CircleOnBlue, Size, Seed, RunningApp.Units[2], TestContext.Current.CancellationToken);
        var other = await app.Gateway.DrawAsync(GatewayClient.CircleOnBlue, Size, Seed + 1, RunningApp.Units[2], TestContext.Current.CancellationToken);

        Assert.NotEqual(0, Look.Difference(one, other).Mean);
    }
}

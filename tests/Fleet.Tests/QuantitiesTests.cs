namespace Fleet.Tests;

public class QuantitiesTests
{
    [Fact]
    public void Sizes_are_width_by_height()
    {
        var size = ImageSize.Parse("1024x576");
        Assert.Equal((1024, 576, 589_824L, "1024x576"), (size.Width, size.Height, size.Pixels, size.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("512")]
    [InlineData("512x")]
    [InlineData("0x512")]
    [InlineData("-1x512")]
    [InlineData("512X512")]
    [InlineData("1 x 2")]
    [InlineData("99999999999x2")]
    public void Other_texts_are_no_sizes(string? text) => Assert.False(ImageSize.TryParse(text, out _));

    [Fact]
    public void A_share_of_an_instance_costs_its_share_of_the_price() => Assert.Equal("$10.75/h", (new UsdPerHour(21.5) * 0.5).ToString());

    [Fact]
    public void A_thousand_pictures_cost_the_price_of_the_time_they_take() => Assert.Equal(0.120, new UsdPerHour(0.7582).PerThousand(new PerMinute(105)), 3);

    [Fact]
    public void Weights_are_written_in_hundredths() => Assert.Equal("30.77 %", Weight.FromPercent(30.771).ToString());
}

namespace Fleet.Tests;

public class NearNameTests
{
    [Fact]
    public void A_name_of_any_length_is_answered_at_once()
    {
        // Comparing takes time by the length, and whoever asks chooses that.
        Assert.Null(NearName.Of(new string('p', 1 << 26), ["prompt"]));
        Assert.Null(NearName.Of("prompt" + new string('t', NearName.LongestGiven), ["prompt" + new string('t', NearName.LongestGiven)]));
        Assert.Equal("prompt", NearName.Of("promt", ["prompt", "seed"]));
    }
}

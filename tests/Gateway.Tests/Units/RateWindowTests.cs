using Gateway.Tests.Hosting;
using Gateway.Units;
using Shared;

namespace Gateway.Tests.Units;

public class RateWindowTests
{
    [Fact]
    public void It_counts_the_last_minute()
    {
        var time = new ManualTime();
        var window = new RateWindow(time);
        for (var second = 0; second < 300; second++)
        {
            window.Add();
            window.Add();
            Assert.Equal(2 * Math.Min(second + 1, 60), window.Count);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(60, window.Count);
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, window.Count);
    }
}

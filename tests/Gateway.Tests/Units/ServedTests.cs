using Gateway.Tests.Hosting;
using Gateway.Units;
using Shared;

namespace Gateway.Tests.Units;

public class ServedTests
{
    /// <summary>A scaler that read the mean of the last answers would hold replicas for ever once nobody asks any more.</summary>
    [Fact]
    public void Times_of_answers_are_forgotten_after_a_minute()
    {
        var time = new ManualTime();
        var served = new Served(time);
        Assert.Null(served.LatencyInLastMinute);

        served.Answered(pinned: false, TimeSpan.FromSeconds(2));
        served.Answered(pinned: true, TimeSpan.FromSeconds(4));
        served.Answered(pinned: false, latency: null);
        Assert.Equal(TimeSpan.FromSeconds(3), served.LatencyInLastMinute);

        time.Advance(TimeSpan.FromSeconds(61));
        Assert.Null(served.LatencyInLastMinute);
        Assert.NotNull(served.Latency);
    }
}

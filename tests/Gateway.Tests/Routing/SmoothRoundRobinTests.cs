using Gateway.Routing;

namespace Gateway.Tests.Routing;

public class SmoothRoundRobinTests
{
    [Theory]
    [InlineData(0.3077, 0.2824, 0.1959, 0.1175, 0.0965)]
    [InlineData(0.999, 0.001)]
    [InlineData(0.5, 0.0, 0.5)]
    public void Every_run_holds_the_weights_to_within_a_request(params double[] weights)
    {
        var turn = new SmoothRoundRobin(weights.Length);
        var counts = new int[weights.Length];
        for (var request = 1; request <= 10_000; request++)
        {
            counts[turn.Next(weights)]++;
            for (var index = 0; index < weights.Length; index++)
                Assert.True(Math.Abs(counts[index] - (weights[index] * request)) <= weights.Length - 1, $"{index} has {counts[index]} of {request}");
        }
    }

    [Fact]
    public void Nothing_is_chosen_when_nothing_weighs() => Assert.Equal(-1, new SmoothRoundRobin(2).Next([0, 0]));

    [Fact]
    public void A_unit_that_returns_gets_no_burst()
    {
        var turn = new SmoothRoundRobin(2);
        for (var request = 0; request < 7; request++) turn.Next([0.5, 0.5]);
        turn.Reweigh([1, 0]);
        for (var request = 0; request < 1000; request++) Assert.Equal(0, turn.Next([1, 0]));
        turn.Reweigh([0.5, 0.5]);
        var first = Enumerable.Range(0, 10).Count(_ => turn.Next([0.5, 0.5]) == 1);
        Assert.Equal(5, first);
    }
}

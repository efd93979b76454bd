using Benchmarks.Day;
using Fleet;

namespace Gateway.Tests.Day;

/// <summary>The cosine day in virtual time, of which <c>docs/day.md</c> has the whole.</summary>
public class DayTests
{
    private static readonly FleetDefinition Fleet = FleetDefinition.Load("fleets/sd21.json");
    private static readonly List<TimeSpan> Requests = DayLoad.Requests(Arrivals.Clients, seed: 1);

    [Fact]
    public void The_load_is_the_cosine()
    {
        Assert.Equal((46, 508.0), (DayLoad.Clients.Count, DayLoad.PerMinute.Max()));
        // Replicas of a load generator that starts at its lowest and takes 900 minutes for a cycle.
        for (var step = 0; step < DayLoad.Clients.Count; step++)
            Assert.InRange(DayLoad.Clients[step] - (1 + (99 * (1 + Math.Cos(3.14159 + (2 * Math.PI * 20 / 900 * step))) / 2)), -1, 1);
        Assert.Equal(DayLoad.PerMinute.Sum() * 20, Requests.Count, 100.0);
    }

    [Fact]
    public void The_best_plan_is_five_inf2_that_come_and_go()
    {
        // One at first, the others for as long as the load needs them, each start paid.
        double[] hours = [.. Enumerable.Range(0, 5).Select(number => (DayLoad.PerMinute.Count(load => load > number * 105) / 3.0) + (1 / 6.0))];
        Assert.Equal(hours.Sum() * 0.7582, BestPlan.Dollars(Fleet.Units, Fleet.Models[0].Sizes[0], shortage: null), 6);
    }

    [Fact]
    public void Cheapest_is_near_the_best_and_far_below_the_typed_weights()
    {
        var cheapest = Run("clear", "cheapest");
        var best = BestPlan.Dollars(Fleet.Units, Fleet.Models[0].Sizes[0], shortage: null) / Requests.Count * 1000;
        Assert.InRange(cheapest.DollarsPerThousand / best, 1, 1.05);
        Assert.InRange(cheapest.DollarsPerThousand / Run("clear", "static").DollarsPerThousand, 0, 0.75);
    }

    [Theory]
    [InlineData("l4", "cheapest")]
    [InlineData("l4", "cost")]
    [InlineData("inf2-from-noon", "cheapest")]
    [InlineData("inf2-at-peak", "static")]
    public void Shortages_lose_no_request(string scene, string plan) => Run(scene, plan);

    [Fact]
    public void By_the_defaults_everybody_is_answered_and_replicas_go_one_in_five_minutes()
    {
        var result = Run("clear", "cheapest", DayTerms.Defaults);
        for (var minute = 4; minute < result.Minutes.Count; minute++)
        {
            foreach (var (before, now) in result.Minutes[minute - 4].Paid.Zip(result.Minutes[minute].Paid)) Assert.InRange(before - now, int.MinValue, 1);
        }

        Assert.True(result.DollarsPerThousand > Run("clear", "cheapest").DollarsPerThousand);
    }

    private static DayResult Run(string scene, string plan, DayTerms? terms = null)
    {
        var result = DayReplay.Run(Fleet, DayScene.All.Single(day => day.Name == scene), plan, Requests, terms);
        Assert.Equal((Requests.Count, 0), (result.Latencies.Count, result.Refused));
        return result;
    }
}

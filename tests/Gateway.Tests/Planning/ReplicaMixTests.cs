using Gateway.Planning;

namespace Gateway.Tests.Planning;

/// <summary>The cheapest whole replicas for a demand, by the five units of Stable Diffusion 2.1.</summary>
public class ReplicaMixTests
{
    private static readonly TimeSpan Start = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Horizon = TimeSpan.FromMinutes(30);

    [Theory]
    [InlineData(5, 0, "1 0 0 0 0")]
    [InlineData(105, 1, "1 0 0 0 0")]
    [InlineData(508, 4, "5 0 0 0 0")]
    // From nothing one trn1 is cheaper than two inf2; not so where one inf2 runs, for it would have to start.
    [InlineData(120, 0, "0 1 0 0 0")]
    [InlineData(120, 1, "2 0 0 0 0")]
    [InlineData(0, 3, "0 0 0 0 0")]
    public void It_costs_least_with_what_it_takes_to_start(double demand, int running, string expected) =>
        Assert.Equal(expected, Mix(demand, running, most: 10));

    [Fact]
    public void What_cannot_be_had_is_not_in_it() => Assert.Equal("1 4 0 0 0", Mix(508 + 105, running: 1, most: 1));

    [Fact]
    public void Late_units_come_when_nothing_else_is_left() => Assert.Equal("0 1 1 1 1", Mix(330, running: 0, most: 0, others: 1));

    [Fact]
    public void It_costs_what_the_cheapest_of_all_mixes_does()
    {
        var random = new Random(3);
        for (var round = 0; round < 40; round++)
        {
            ReplicaCost[] units = [.. Enumerable.Range(0, 3).Select(_ => new ReplicaCost(random.Next(20, 100), 0.5 + random.NextDouble(), random.Next(3), Most: 6))];
            var demand = random.Next(1, 350);
            var mixes = from a in Enumerable.Range(0, 7) from b in Enumerable.Range(0, 7) from c in Enumerable.Range(0, 7) select new[] { a, b, c };
            var possible = mixes.Where(mix => mix.Select((count, index) => count * units[index].PerMinute).Sum() >= demand).ToArray();
            if (possible.Length == 0) continue;
            Assert.Equal(possible.Min(mix => Cost(units, mix)), Cost(units, ReplicaMix.Cheapest(units, demand, Start, Horizon)), 9);
        }
    }

    private static double Cost(ReplicaCost[] units, int[] mix) =>
        mix.Select((count, index) => units[index].DollarsPerHour * ((count * Horizon.TotalHours) + (Math.Max(0, count - units[index].Running) * Start.TotalHours))).Sum();

    private static string Mix(double demand, int running, int most, int others = 10) => string.Join(' ', ReplicaMix.Cheapest(
    [
        new(105, 0.7582, running, most), new(130, 1.3438, 0, others), new(90, 1.0060, 0, others),
        new(61, 0.8048, 0, others, IsLate: true), new(60, 1.0060, 0, others, IsLate: true),
    ], demand, Start, Horizon));
}

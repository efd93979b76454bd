using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Gateway.Routing;
using Gateway.Tests.Hosting;

namespace Gateway.Tests.Routing;

/// <summary>A unit's share of 10,000 requests lies within one percentage point of its weight, even when one client sends them all.</summary>
public class SharesTests
{
    private const int Requests = 10_000;

    private static readonly Dictionary<string, double> ByCost = new() { ["large"] = 0.6, ["middle"] = 0.3, ["small"] = 0.1 };

    [Fact]
    public async Task From_one_client()
    {
        await using var scene = await Scene.StartAsync();
        AssertShares(ByCost, await SendAsync(scene, clients: 1, Requests));
        var fleet = await scene.Gateway.GetFleetAsync();
        Assert.Equal(Requests, fleet.Requests);
        Assert.All(fleet.Units.Where(unit => unit.Model == "flux"), unit => Assert.Equal(ByCost[unit.Name], unit.Share, 0.01));
    }

    [Fact]
    public async Task From_many_clients()
    {
        await using var scene = await Scene.StartAsync();
        AssertShares(ByCost, await SendAsync(scene, clients: 50, Requests));
    }

    [Fact]
    public async Task When_weights_change_on_the_way()
    {
        await using var scene = await Scene.StartAsync();
        var first = await SendAsync(scene, clients: 8, Requests / 2);
        await SetModeAsync(scene, "static");
        var second = await SendAsync(scene, clients: 8, Requests / 2);
        AssertShares(ByCost, first);
        AssertShares(new() { ["large"] = 0.2, ["middle"] = 0.3, ["small"] = 0.5 }, second);
    }

    [Fact]
    public async Task When_weights_change_all_the_time()
    {
        await using var scene = await Scene.StartAsync();
        var served = new List<string>();
        for (var round = 0; round < 100; round++)
        {
            await SetModeAsync(scene, round % 2 == 0 ? "cost" : "static");
            served.AddRange(await SendAsync(scene, clients: 4, Requests / 100));
        }

        AssertShares(new() { ["large"] = 0.4, ["middle"] = 0.3, ["small"] = 0.3 }, served);
    }

    [Fact]
    public async Task When_a_unit_is_drained_its_part_goes_to_the_others_at_once()
    {
        await using var scene = await Scene.StartAsync();
        await scene.Gateway.Client.PutAsJsonAsync("/fleet/units/large", new { state = "drained" }, TestContext.Current.CancellationToken);
        AssertShares(new() { ["middle"] = 0.75, ["small"] = 0.25 }, await SendAsync(scene, clients: 8, Requests));
        Assert.Equal(0, scene["large"].Served);
    }

    [Fact]
    public async Task When_weights_are_a_preset_or_typed_into_the_settings()
    {
        await using var scene = await Scene.StartAsync(("Gateway:Mode", "static"), ("Gateway:Weights:Typed:large", "25"), ("Gateway:Weights:Typed:small", "45"));
        AssertShares(new() { ["large"] = 0.25, ["middle"] = 0.3, ["small"] = 0.45 }, await SendAsync(scene, clients: 1000, Requests));
        Assert.Equal([40, 20, 15, 10, 15], WeightPresets.All["sd21"].Values);
    }

    private static async Task SetModeAsync(Scene scene, string mode) =>
        (await scene.Gateway.Client.PutAsJsonAsync("/fleet/mode", new { mode }, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

    private static async Task<IReadOnlyCollection<string>> SendAsync(Scene scene, int clients, int requests)
    {
        var units = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
        {
            using var client = scene.Gateway.NewClient();
            for (var request = 0; request < requests / clients; request++)
            {
                using var response = await scene.Gateway.GenerateAsync(client: client);
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                units.Add(response.Unit()!);
            }
        }));
        return units;
    }

    private static void AssertShares(Dictionary<string, double> expected, IReadOnlyCollection<string> served)
    {
        Assert.Subset(expected.Keys.ToHashSet(), served.ToHashSet());
        Assert.All(expected, share => Assert.Equal(share.Value, (double)served.Count(unit => unit == share.Key) / served.Count, 0.01));
    }
}

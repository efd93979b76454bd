using System.Net.Http.Json;
using Gateway.Tests.Hosting;

namespace Gateway.Tests.Capacity;

public class CapacityEndpointTests
{
    [Fact]
    public async Task A_shortage_is_told_by_hand()
    {
        await using var scene = await Scene.StartAsync();
        Assert.Equal("cost", (await scene.Gateway.GetFleetAsync()).ChosenMode);
        await TellAsync(scene, new { unit = "large", available = false, reason = "the account's limit is reached" });
        var fleet = await scene.Gateway.GetFleetAsync();
        Assert.Equal(("capacity", "cost"), (fleet.Mode, fleet.ChosenMode));
        Assert.Equal(("short", "the account's limit is reached"), (fleet.Units[0].State, fleet.Units[0].Reason));
        // Its worker serves on, with its part of what is equal.
        Assert.Equal([1.0 / 3, 1.0 / 3, 1.0 / 3], fleet.Units.Take(3).Select(unit => unit.Sizes[0].Weight), (one, other) => Math.Abs(one - other) < 1e-9);
        using var response = await scene.Gateway.GenerateAsync();
        Assert.Equal("capacity", response.Header(InferenceHeaders.Mode));

        await TellAsync(scene, new { unit = "large", available = true });
        fleet = await scene.Gateway.GetFleetAsync();
        Assert.Equal(("capacity", "ready"), (fleet.Mode, fleet.Units[0].State));
        Assert.InRange(fleet.ReturnsInSeconds!.Value, 1, 120);
    }

    [Theory]
    [InlineData("""{"unit":"huge","available":false}""", 404, "unknown_unit")]
    [InlineData("""{"available":false}""", 404, "unknown_unit")]
    [InlineData("""{"unit":"large"}""", 400, "invalid_value")]
    [InlineData("""{"unit":"large","available":"no"}""", 400, "invalid_value")]
    [InlineData("""{"unit":"large","available":false,"reason":5}""", 400, "invalid_value")]
    public async Task Nonsense_is_refused(string body, int status, string code)
    {
        await using var scene = await Scene.StartAsync(TestFleets.Three, []);
        using var response = await scene.Gateway.Client.PostAsync("/fleet/capacity", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        Assert.Equal((status, code), ((int)response.StatusCode, (await response.ErrorAsync()).Code));
    }

    [Fact]
    public async Task Devices_that_all_fail_are_a_shortage_until_they_work_again()
    {
        await using var scene = await Scene.StartAsync(("Gateway:ProbeInterval", "00:00:00.05"), ("Gateway:Capacity:HoldTime", "00:00:00.1"));
        scene["large"].Report = """{"checks":{"model":{"description":"The devices failed.","data":{"devicesFail":true}}}}""";
        scene["large"].Readiness = 503;
        await scene.Gateway.WaitAsync(fleet => fleet.Mode.Name == "capacity");
        var unit = (await scene.Gateway.GetFleetAsync()).Units[0];
        Assert.Equal(("short", "the devices of large fail", 0), (unit.State, unit.Reason, unit.Sizes[0].Weight));

        scene["large"].Report = null;
        scene["large"].Readiness = 200;
        await scene.Gateway.WaitAsync(fleet => fleet.Mode.Name == "cost");
    }

    private static async Task TellAsync(Scene scene, object body)
    {
        using var response = await scene.Gateway.Client.PostAsJsonAsync("/fleet/capacity", body, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }
}

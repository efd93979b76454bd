using System.Net;
using Gateway.Tests.Hosting;
using Gateway.Units;

namespace Gateway.Tests.Units;

/// <summary>The gateway is ready once every unit is ready or has failed, and one is; or, when told so, once one is.</summary>
public class ReadinessTests
{
    [Theory]
    [InlineData("settled", 503)]
    [InlineData("any", 200)]
    public async Task It_waits_for_units_that_start(string when, int expected)
    {
        var workers = await TestFleets.WorkersAsync([.. TestFleets.Images, "text"]);
        workers["small"][0].Readiness = 503;
        await using var scene = await Scene.StartAsync(TestFleets.Three, workers, ("Gateway:ReadyWhen", when), ("Gateway:ProbeInterval", "00:00:00.05"));
        Assert.Equal((200, expected), (await StatusAsync(scene, "/health"), await StatusAsync(scene, "/readiness")));

        scene["small"].Readiness = 200;
        await scene.Gateway.WaitAsync(fleet => fleet.Unit("small")!.State == UnitState.Ready);
        Assert.Equal(200, await StatusAsync(scene, "/readiness"));

        // Once settled it stays so: a unit that starts again does not take the gateway away from the others.
        scene["small"].Readiness = 503;
        await scene.Gateway.WaitAsync(fleet => fleet.Unit("small")!.State == UnitState.Starting);
        Assert.Equal(200, await StatusAsync(scene, "/readiness"));
    }

    [Fact]
    public async Task A_unit_that_failed_is_not_waited_for()
    {
        var workers = await TestFleets.WorkersAsync([.. TestFleets.Images, "text"]);
        workers["small"][0].Readiness = 500;
        await using var scene = await Scene.StartAsync(TestFleets.Three, workers);
        await scene.Gateway.WaitAsync(fleet => fleet.Unit("small")!.State == UnitState.Failed);
        Assert.Equal(200, await StatusAsync(scene, "/readiness"));
    }

    [Fact]
    public async Task Without_a_ready_unit_it_is_not_ready()
    {
        await using var scene = await Scene.StartAsync(TestFleets.Three, await TestFleets.WorkersAsync("large"), ("Gateway:ReadyWhen", "any"));
        Assert.Equal(200, await StatusAsync(scene, "/readiness"));
        await scene["large"].KillAsync();
        (await scene.Gateway.GenerateAsync()).Dispose();
        Assert.Equal((200, 503), (await StatusAsync(scene, "/health"), await StatusAsync(scene, "/readiness")));
    }

    private static async Task<int> StatusAsync(Scene scene, string path)
    {
        using var response = await scene.Gateway.Client.GetAsync(path, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }
}

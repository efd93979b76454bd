using System.Net;
using System.Net.Http.Json;
using Gateway.Tests.Hosting;

namespace Gateway.Tests.Routing;

/// <summary>The mode "cheapest": a unit takes what it can hold, and the rest goes to the next in cost.</summary>
public class CheapestTests
{
    [Fact]
    public async Task Everything_goes_to_the_cheapest_while_it_has_room()
    {
        await using var scene = await StartAsync();
        for (var request = 0; request < 50; request++)
        {
            using var response = await scene.Gateway.GenerateAsync();
            Assert.Equal(("large", "cheapest"), (response.Unit(), response.Header(InferenceHeaders.Mode)));
        }
    }

    [Fact]
    public async Task The_rest_spills_in_the_order_of_cost()
    {
        await using var scene = await StartAsync();
        var release = new TaskCompletionSource();
        foreach (var unit in TestFleets.Images) scene[unit].Answer = _ => release.Task;
        var units = new List<Task<HttpResponseMessage>>();
        for (var request = 0; request < 4; request++)
        {
            units.Add(scene.Gateway.GenerateAsync());
            await scene.Gateway.WaitForOutstandingAsync(request + 1);
        }

        release.SetResult();
        // All are full when the last comes: the one that is soonest done takes it.
        Assert.Equal(["large", "middle", "small", "large"], (await Task.WhenAll(units)).Select(response => response.Unit()!));
    }

    [Fact]
    public async Task What_the_cheapest_does_not_serve_goes_to_another_unit()
    {
        await using var scene = await StartAsync();
        scene["large"].Answer = StubWorker.Status(HttpStatusCode.ServiceUnavailable);
        using var response = await scene.Gateway.GenerateAsync();
        Assert.Equal((HttpStatusCode.OK, "middle", "2"), (response.StatusCode, response.Unit(), response.Header(InferenceHeaders.Attempts)));
    }

    private static async Task<Scene> StartAsync()
    {
        var scene = await Scene.StartAsync();
        (await scene.Gateway.Client.PutAsJsonAsync("/fleet/mode", new { mode = "cheapest" }, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        return scene;
    }
}

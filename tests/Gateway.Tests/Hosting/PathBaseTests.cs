using System.Net;

namespace Gateway.Tests.Hosting;

/// <summary>Gateway and frontend share an address: <c>/serve/imagine</c> is the gateway's.</summary>
public class PathBaseTests
{
    [Fact]
    public async Task Routes_are_answered_below_the_base_and_without_it()
    {
        await using var scene = await Scene.StartAsync(("Gateway:PathBase", "/serve"));
        foreach (var path in new[] { "/serve/v1/models", "/v1/models", "/serve/fleet", "/serve/health" })
        {
            using var response = await scene.Gateway.Client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_picture_below_the_base_is_the_workers_route_without_it()
    {
        await using var scene = await Scene.StartAsync(("Gateway:PathBase", "/serve"));
        using var response = await scene.Gateway.Client.GetAsync("/serve/imagine?prompt=a%20cat", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}

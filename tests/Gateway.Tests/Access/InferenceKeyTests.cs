using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Gateway.Management;
using Gateway.Tests.Hosting;

namespace Gateway.Tests.Access;

/// <summary>What the frontend asks is open to its key as the configuration gives it, and nothing that changes the fleet.</summary>
public class InferenceKeyTests
{
    private const string Generate = """{"model":"flux","prompt":"a boat","size":"256x144"}""";

    [Theory]
    [InlineData("infer", false)]
    [InlineData("manage", true)]
    public async Task The_fleet_says_whether_who_asks_may_change_it(string key, bool may)
    {
        await using var scene = await Scene.StartAsync(("Gateway:ManagementKey", "manage"), ("Gateway:InferenceKeys:0", "infer"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/fleet") { Headers = { Host = "elsewhere.example", Authorization = new("Bearer", key) } };
        using var response = await scene.Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(may, (await response.Content.ReadFromJsonAsync<FleetView>(TestContext.Current.CancellationToken))!.MayManage);
        Assert.True((await scene.Gateway.GetFleetAsync()).MayManage);
    }

    [Theory]
    [InlineData("GET", "/v1/models", null, HttpStatusCode.OK)]
    [InlineData("POST", "/v1/images/generations", Generate, HttpStatusCode.OK)]
    [InlineData("GET", "/fleet", null, HttpStatusCode.OK)]
    [InlineData("HEAD", "/fleet", null, HttpStatusCode.OK)]
    [InlineData("PUT", "/fleet/mode", """{"mode":"static"}""", HttpStatusCode.Unauthorized)]
    [InlineData("PUT", "/fleet/units/large", """{"state":"drained"}""", HttpStatusCode.Unauthorized)]
    [InlineData("POST", "/fleet/capacity", """{"unit":"large","available":true}""", HttpStatusCode.Unauthorized)]
    public async Task It_opens(string method, string path, string? body, HttpStatusCode expected)
    {
        await using var scene = await Scene.StartAsync(("Gateway:ManagementKey", "manage"), ("Gateway:InferenceKeys:0", "infer"));
        Assert.Equal(expected, await AskAsync("infer"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("manage"));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync("neither"));

        async Task<HttpStatusCode> AskAsync(string key)
        {
            // By another name than its own, as from another machine.
            using var request = new HttpRequestMessage(new HttpMethod(method), path)
            {
                Headers = { Host = "elsewhere.example", Authorization = new("Bearer", key) },
                Content = body is null ? null : new StringContent(body, new MediaTypeHeaderValue("application/json")),
            };
            using var response = await scene.Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
            return response.StatusCode;
        }
    }
}

using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ServiceDefaults.Tests;

public sealed class ClientTests
{

    [Fact]
    public async Task A_client_finds_a_service_by_its_name()
    {
        await using var gateway = await TestService.StartAsync(map: app => app.MapGet("/whoami", () => "gateway"));
        await using var frontend = await TestService.StartAsync(Knowing("gateway", gateway));
        using var client = frontend.Services.GetRequiredService<IHttpClientFactory>().CreateClient();

        Assert.Equal("gateway", await client.GetStringAsync("http://gateway/whoami", TestContext.Current.CancellationToken));
        Assert.Equal("gateway", await client.GetStringAsync("https+http://gateway/whoami", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("GET", 2, HttpStatusCode.OK)]
    [InlineData("POST", 1, HttpStatusCode.BadGateway)]
    public async Task Only_safe_requests_are_repeated(string method, int attempts, HttpStatusCode last)
    {
        var seen = 0;
        await using var gateway = await TestService.StartAsync(map: app => app.MapMethods("/flaky", [method], () =>
            Interlocked.Increment(ref seen) == 1 ? Results.StatusCode(502) : Results.Ok()));
        await using var frontend = await TestService.StartAsync(Knowing("gateway", gateway));
        using var client = frontend.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), "http://gateway/flaky");

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(last, response.StatusCode);
        Assert.Equal(attempts, seen);
    }

    private static Dictionary<string, string?> Knowing(string name, TestService service) =>
        new() { [$"services:{name}:http:0"] = service.Client.BaseAddress!.ToString() };
}

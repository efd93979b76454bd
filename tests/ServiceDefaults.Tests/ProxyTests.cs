using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace ServiceDefaults.Tests;

/// <summary>The proxy is the process's: nothing else may make clients meanwhile.</summary>
[CollectionDefinition(nameof(ProxyTests), DisableParallelization = true)]
[Collection(nameof(ProxyTests))]
public sealed class ProxyTests : IDisposable
{
    private readonly IWebProxy _before = HttpClient.DefaultProxy;

    public void Dispose() => HttpClient.DefaultProxy = _before;

    [Fact]
    public async Task A_proxy_of_the_environment_is_for_other_hosts()
    {
        // Nobody listens there.
        HttpClient.DefaultProxy = new WebProxy("http://127.0.0.1:1");
        await using var service = await TestService.StartAsync();
        using var made = service.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        using var own = new HttpClient();
        foreach (var client in new[] { made, own })
        {
            using var answer = await client.GetAsync(new Uri(service.Client.BaseAddress!, "/health"), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Equal(1, HttpClient.DefaultProxy.GetProxy(new Uri("http://example.com"))!.Port);
        Assert.False(HttpClient.DefaultProxy.IsBypassed(new Uri("http://example.com")));
    }
}

using System.Net;
using Frontend.Fleet;
using Frontend.Tests.Stub;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Frontend.Tests;

/// <summary>The frontend as a cluster has it: below a path of a load balancer that others share, with a key of its own.</summary>
public sealed class PublishedFrontendTests : IAsyncLifetime
{
    private StubGateway _gateway = default!;
    private WebApplication _app = default!;
    private HttpClient _browser = default!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await StubGateway.StartAsync();
        _app = FrontendApp.Create(new()
        {
            ApplicationName = "Frontend",
            EnvironmentName = "Development",
            Args =
            [
                "--urls", "http://127.0.0.1:0", "--services:gateway:http:0", _gateway.Address.ToString(), "--Logging:LogLevel:Default", "Warning",
                "--Frontend:PathBase", "/serve", "--Gateway:Key", "of-the-frontend",
            ],
        });
        await _app.StartAsync();
        _browser = new() { BaseAddress = new(_app.Urls.First()) };
    }

    [Fact]
    public async Task Pages_say_what_their_links_begin_with()
    {
        var page = await _browser.GetStringAsync("/serve/", TestContext.Current.CancellationToken);

        Assert.Contains("""<base href="/serve/" />""", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/css", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/serve", HttpStatusCode.OK)]
    [InlineData("/serve/fleet", HttpStatusCode.OK)]
    [InlineData("/serve/_framework/blazor.web.js", HttpStatusCode.OK)]
    [InlineData("/serve/favicon.svg", HttpStatusCode.OK)]
    [InlineData("/serve/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/health", HttpStatusCode.OK)]
    public async Task Everything_is_below_the_base_and_probes_need_none(string path, HttpStatusCode status)
    {
        using var response = await _browser.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task The_gateway_is_asked_with_the_frontends_key()
    {
        string? sent = null;
        _gateway.Instead = context =>
        {
            sent = context.Request.Headers.Authorization;
            return Task.FromResult(false);
        };

        await _app.Services.GetRequiredService<FleetFeed>().GetAsync(TestContext.Current.CancellationToken);

        Assert.Equal("Bearer of-the-frontend", sent);
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _app.DisposeAsync();
        await _gateway.DisposeAsync();
    }
}

using Browser;
using Frontend.Tests.Stub;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;

namespace Frontend.Tests.Pages;

/// <summary>The frontend on a free port before a stub gateway, and one Chromium for all tests of a class.</summary>
public sealed class FrontendFixture : IAsyncLifetime
{
    private WebApplication? _app;
    private Chromium? _chromium;

    internal StubGateway Gateway { get; private set; } = default!;

    internal Uri Address => new(_app!.Urls.First());

    public async ValueTask InitializeAsync()
    {
        Gateway = await StubGateway.StartAsync();
        _app = FrontendApp.Create(new()
        {
            ApplicationName = "Frontend",
            EnvironmentName = "Development",
            Args = ["--urls", "http://127.0.0.1:0", "--services:gateway:http:0", Gateway.Address.ToString(), "--Logging:LogLevel:Default", "Warning"],
        });
        await _app.StartAsync();
        if (Chromium.Path is not null)
            _chromium = await Chromium.LaunchAsync();
    }

    /// <summary>Skips the test where there is no Chromium.</summary>
    /// <param name="elsewhere">Whether the browser looks as if it were on another machine.</param>
    internal async Task<IPage> OpenAsync(bool dark = false, int width = 1280, int height = 900, bool elsewhere = false)
    {
        Assert.SkipWhen(_chromium is null, Chromium.Missing);
        Gateway.Reset();
        var page = await _chromium!.OpenAsync(Address, dark, width, height);
        if (elsewhere)
            await page.SetExtraHTTPHeadersAsync([new("X-Forwarded-For", "10.0.0.7")]);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null)
            await _chromium.DisposeAsync();
        if (_app is not null)
            await _app.DisposeAsync();
        await Gateway.DisposeAsync();
    }
}

using Browser;
using Frontend.Tests.Stub;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Frontend.Tests.Pages;

public sealed class FleetPageTests(FrontendFixture frontend) : IClassFixture<FrontendFixture>
{
    [Fact]
    public async Task Units_show_state_weights_shares_and_costs()
    {
        var page = await frontend.OpenAsync(height: 1300);
        await page.GotoInteractiveAsync("/fleet");

        var units = page.GetByRole(AriaRole.Region, new() { Name = "Units" });
        await Expect(units).ToContainTextAsync("flux-trn1");
        await Expect(units).ToContainTextAsync("NVIDIA A10G");
        await Expect(units).ToContainTextAsync("is loading the model");
        await Expect(units).ToContainTextAsync("$10.75");
        var routing = page.GetByRole(AriaRole.Region, new() { Name = "Who gets the next picture" });
        await Expect(routing.GetByRole(AriaRole.Img, new() { Name = "Weight: flux-trn1 52.1 %" })).ToBeVisibleAsync();
        await Expect(routing.GetByRole(AriaRole.Img, new() { Name = "Served: flux-trn1 54.2 %" })).ToBeVisibleAsync();
        var figures = page.GetByRole(AriaRole.Region, new() { Name = "Figures per size" });
        await Expect(figures).ToContainTextAsync("$1.76");
        await Expect(figures.GetByLabel("assumed").First).ToBeVisibleAsync();
        await page.ShootAsync("fleet", whole: true);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_changes_in_the_fleet_changes_on_the_page()
    {
        var page = await frontend.OpenAsync(dark: true, height: 1300);
        await page.GotoInteractiveAsync("/fleet");
        var units = page.GetByRole(AriaRole.Region, new() { Name = "Units" });
        await Expect(units).ToContainTextAsync("starting");
        await page.ShootAsync("fleet-dark", whole: true);

        frontend.Gateway.Fleet = StubFleet.Three.Replace("\"starting\"", "\"failed\"", StringComparison.Ordinal);

        await Expect(units).ToContainTextAsync("failed");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_unit_that_runs_on_something_else_says_so_on_its_card_too()
    {
        var page = await frontend.OpenAsync(height: 1300);
        frontend.Gateway.Fleet = StubFleet.Three.Replace("\"emulated\": true", "\"emulated\": false, \"platform\": \"cpu\", \"genuine\": false", StringComparison.Ordinal);
        await page.GotoInteractiveAsync("/fleet");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Units" }).GetByText("runs on cpu")).ToHaveCountAsync(3);
        await page.ShootAsync("fleet-on-cpu", whole: true);
        await page.GotoInteractiveAsync("/");
        await page.OrderExampleAsync();
        await Expect(page.Locator("article.picture-card")).ToContainTextAsync("runs on cpu");
        await page.ShootAsync("create-on-cpu");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_empty_fleet_and_a_silent_gateway_are_explained()
    {
        var page = await frontend.OpenAsync();
        frontend.Gateway.Fleet = StubFleet.Empty;
        await page.GotoInteractiveAsync("/fleet");
        await Expect(page.Locator("main")).ToContainTextAsync("No units");
        await page.ShootAsync("fleet-empty");

        frontend.Gateway.Instead = context =>
        {
            context.Response.StatusCode = 500;
            return Task.FromResult(true);
        };

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The gateway answered 500");
        await page.ShootAsync("fleet-error");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_is_wrong_with_a_fleet_file_that_was_refused_is_told()
    {
        const string Refused = """
            "configuration": {"fleet": {"files": ["/etc/fleet/fleet.json"], "read": "2026-01-01T00:00:00Z", "problems": ["$.units.flux-g5.devices: 99 is not possible", "$.models: missing"]},
              "settings": {"files": [], "read": "2026-01-01T00:00:00Z", "problems": []}}, "requests"
            """;
        var page = await frontend.OpenAsync();
        frontend.Gateway.Fleet = StubFleet.Three.Replace("\"requests\": 106", $"{Refused}: 106", StringComparison.Ordinal);
        await page.GotoInteractiveAsync("/fleet");

        var alert = page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "The fleet file was refused" });
        await Expect(alert.GetByRole(AriaRole.Listitem)).ToHaveTextAsync(["$.units.flux-g5.devices: 99 is not possible", "$.models: missing"]);
        await page.ShootAsync("fleet-refused-file");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_fleet_is_readable_on_a_phone_and_themes_can_be_switched()
    {
        var page = await frontend.OpenAsync(width: 390, height: 844);
        await page.GotoInteractiveAsync("/fleet");
        await Expect(page.Locator("main")).ToContainTextAsync("flux-inf2");
        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"));
        await page.ShootAsync("fleet-narrow", whole: true);

        await page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark" }).ClickAsync();

        Assert.Equal("dark", await page.EvaluateAsync<string>("document.documentElement.dataset.theme"));
        await page.ReloadAsync();
        Assert.Equal("dark", await page.EvaluateAsync<string>("document.documentElement.dataset.theme"));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(375)]
    public async Task Why_a_unit_failed_can_be_read_to_the_end(int width)
    {
        const string Reason = "is not started yet, or stopped: nothing listens at http://127.0.0.1:43210";
        var page = await frontend.OpenAsync(dark: true, width: width, height: 812);
        frontend.Gateway.Fleet = StubFleet.Three.Replace("is loading the model", Reason, StringComparison.Ordinal).Replace("\"starting\"", "\"failed\"", StringComparison.Ordinal);
        await page.GotoInteractiveAsync("/fleet");

        var reason = page.GetByText(Reason);
        await Expect(reason).ToBeVisibleAsync();
        Assert.False(await reason.EvaluateAsync<bool>("text => { for (let box = text; box.tagName != 'ARTICLE'; box = box.parentElement) if (box.scrollWidth > box.clientWidth && box.clientWidth) return true; return false; }"));
        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"));
        await page.ShootAsync($"fleet-failed-{width}", whole: true);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_wrong_address_leads_back()
    {
        var page = await frontend.OpenAsync();
        await page.GotoInteractiveAsync("/nowhere");

        await Expect(page.Locator("main")).ToContainTextAsync("There is no such page");
        await page.ShootAsync("not-found");
        await page.Context.CloseAsync();
    }
}

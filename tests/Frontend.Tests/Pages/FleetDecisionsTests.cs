using Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Frontend.Tests.Pages;

/// <summary>What the gateway decides is told on the page as it happens, with its reasons.</summary>
public sealed class FleetDecisionsTests(FrontendFixture frontend) : IClassFixture<FrontendFixture>
{
    [Fact]
    public async Task Decisions_are_told_as_they_are_made_the_newest_first()
    {
        var page = await frontend.OpenAsync(height: 1000);
        frontend.Gateway.Management.Decide("weights", null, "flux 256x144: flux-trn1 0 → 52.14 %", "flux-trn1 is ready", new { model = "flux", units = new[] { new { unit = "flux-trn1", weight = 0.5214 } } });
        await page.GotoInteractiveAsync("/fleet");
        var list = page.GetByRole(AriaRole.Region, new() { Name = "Decisions" });
        await Expect(list).ToContainTextAsync("live");
        await Expect(list.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);

        frontend.Gateway.Management.Decide("ejection", "flux-g5", "flux-g5 gets no requests", "it closed the connection");
        frontend.Gateway.Management.Decide("mode", null, "cost → capacity", "flux-trn1 is short: InsufficientInstanceCapacity");

        await Expect(list.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(3);
        await Expect(list.GetByRole(AriaRole.Listitem).First).ToContainTextAsync("InsufficientInstanceCapacity");
        await list.GetByText("Inputs").ClickAsync();
        await Expect(list).ToContainTextAsync("0.5214");
        await page.ShootAsync("fleet-decisions");
        await list.GetByLabel("Which decisions").SelectOptionAsync("switches");
        await Expect(list.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task After_a_gateway_has_started_anew_its_decisions_are_told()
    {
        var page = await frontend.OpenAsync();
        frontend.Gateway.Management.Decide("mode", null, "cost → static", "it was set by hand");
        await page.GotoInteractiveAsync("/fleet");
        var list = page.GetByRole(AriaRole.Region, new() { Name = "Decisions" });
        await Expect(list).ToContainTextAsync("cost → static");

        frontend.Gateway.Management.Restart();
        frontend.Gateway.Management.Decide("mode", null, "cost → cheapest", "it was set by hand");

        await Expect(list).ToContainTextAsync("cost → cheapest");
        await Expect(list).Not.ToContainTextAsync("cost → static");
        await Expect(list).ToContainTextAsync("live");
        await page.Context.CloseAsync();
    }
}

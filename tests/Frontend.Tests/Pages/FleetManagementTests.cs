using Browser;
using Frontend.Tests.Stub;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Frontend.Tests.Pages;

/// <summary>Mode, drain, shortage and device failure are switched on the page, by who may.</summary>
public sealed class FleetManagementTests(FrontendFixture frontend) : IClassFixture<FrontendFixture>
{
    [Fact]
    public async Task At_the_machine_itself_everything_is_switched_without_a_key()
    {
        var page = await frontend.OpenAsync(height: 1000);
        await page.GotoInteractiveAsync("/fleet");
        await Expect(page.GetByLabel("Management key")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "cheapest" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "cheapest" })).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Routing by cheapest.");
        await SwitchAsync(page, "flux-inf2", "Drained");
        await SwitchAsync(page, "flux-trn1", "Device failure");
        await Expect(Unit(page, "flux-trn1")).ToContainTextAsync("Device 4 made to fail");
        await SwitchAsync(page, "flux-trn1", "Device failure", on: false);
        await SwitchAsync(page, "flux-inf2", "Drained", on: false);
        await SwitchAsync(page, "flux-trn1", "Shortage");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Routing by" })).ToContainTextAsync("Short: flux-trn1");
        await page.ShootAsync("fleet-short", whole: true);

        Assert.Equal(
            [
                "PUT /fleet/mode {\"mode\":\"cheapest\"}",
                "PUT /fleet/units/flux-inf2 {\"state\":\"drained\"}",
                "PUT /fleet/units/flux-trn1/devices {\"fault\":\"fail\",\"device\":4}",
                "PUT /fleet/units/flux-trn1/devices {\"fault\":\"none\"}",
                "PUT /fleet/units/flux-inf2 {\"state\":\"active\"}",
                "POST /fleet/capacity {\"unit\":\"flux-trn1\",\"available\":false}",
            ],
            frontend.Gateway.Management.Changes);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Who_is_elsewhere_changes_nothing_before_the_gateway_takes_the_key()
    {
        var page = await frontend.OpenAsync(elsewhere: true);
        await page.GotoInteractiveAsync("/fleet");
        var key = page.GetByLabel("Management key");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "static" })).ToBeDisabledAsync();
        await Expect(Switch(page, "flux-trn1", "Drained")).ToBeDisabledAsync();

        await key.FillAsync("guessed");
        await key.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The gateway does not take this key");
        await Expect(key).ToHaveAttributeAsync("aria-invalid", "true");
        await page.ShootAsync("fleet-wrong-key");
        await key.FillAsync("two words");
        await key.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This is not a key");
        await key.FillAsync(StubManagement.InferenceKey);
        await key.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This key opens no management");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "static" })).ToBeDisabledAsync();

        await key.FillAsync(StubManagement.Key);
        await key.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "static" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "static" })).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.DoesNotContain(StubManagement.Key, await page.ContentAsync(), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "Forget the key" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "static" })).ToBeDisabledAsync();
        Assert.Single(frontend.Gateway.Management.Changes);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_gateway_elsewhere_wants_the_key_of_who_is_at_the_machine_too()
    {
        var page = await frontend.OpenAsync();
        frontend.Gateway.Management.TrustsLoopback = false;
        await page.GotoInteractiveAsync("/fleet");

        await Expect(page.GetByLabel("Management key")).ToBeVisibleAsync();
        await Expect(Switch(page, "flux-trn1", "Shortage")).ToBeDisabledAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_change_that_is_not_taken_says_why_and_can_be_dismissed()
    {
        var page = await frontend.OpenAsync();
        await page.GotoInteractiveAsync("/fleet");
        await Expect(Switch(page, "flux-trn1", "Device failure")).ToBeEnabledAsync();
        frontend.Gateway.Instead = async context =>
        {
            if (context.Request.Method == "GET")
                return false;
            context.Response.StatusCode = 502;
            await context.Response.WriteAsync("""{"error": {"message": "flux-trn1 cannot be reached.", "type": "t", "code": "devices_not_set"}}""");
            return true;
        };

        await Switch(page, "flux-trn1", "Device failure").ClickAsync();

        var alert = page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "flux-trn1 cannot be reached." });
        await Expect(alert).ToContainTextAsync("The devices could not be changed");
        await Expect(Switch(page, "flux-trn1", "Device failure")).ToHaveAttributeAsync("aria-checked", "false");
        await page.ShootAsync("fleet-refused");
        await page.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();
        await Expect(alert).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_keyboard_reaches_every_switch_and_turns_it()
    {
        var page = await frontend.OpenAsync();
        await page.GotoInteractiveAsync("/fleet");
        await page.GetByRole(AriaRole.Button, new() { Name = "static" }).FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "cheapest" })).ToHaveAttributeAsync("aria-pressed", "true");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByLabel("Which decisions")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(Switch(page, "flux-trn1", "Drained")).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Space");

        await Expect(Switch(page, "flux-trn1", "Drained")).ToHaveAttributeAsync("aria-checked", "true");
        await Expect(Switch(page, "flux-trn1", "Drained")).ToBeFocusedAsync();
        await page.Context.CloseAsync();
    }

    private static async Task SwitchAsync(IPage page, string unit, string label, bool on = true)
    {
        await Switch(page, unit, label).ClickAsync();
        await Expect(Switch(page, unit, label)).ToHaveAttributeAsync("aria-checked", on ? "true" : "false");
    }

    private static ILocator Switch(IPage page, string unit, string label) => Unit(page, unit).GetByRole(AriaRole.Switch, new() { Name = label });

    private static ILocator Unit(IPage page, string name) => page.GetByRole(AriaRole.Article, new() { Name = name, Exact = true });
}

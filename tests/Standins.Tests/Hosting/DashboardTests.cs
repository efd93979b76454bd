using Aspire.Hosting.Dashboard;
using Browser;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Standins.Tests.Hosting;

/// <summary>The real dashboard, looked at with a real browser.</summary>
public sealed class DashboardTests
{
    [Fact]
    public async Task The_real_dashboard_shows_resources_and_logs_and_passes_commands_on()
    {
        Assert.SkipWhen(Chromium.Path is null, Chromium.Missing);
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.EchoAppHost>(
            [], (options, _) => options.DisableDashboard = false, TestContext.Current.CancellationToken);
        await using var app = await EchoApplication.StartAsync(builder);
        var addresses = app.Services.GetRequiredService<DashboardAddresses>();
        Assert.SkipUnless(addresses.IsEnabled, "The dashboard is not installed. Build the AppHost with npm and network.");
        await app.HealthyAsync("front");
        await AnswersAsync(addresses.Frontend!);

        await using var chromium = await Chromium.LaunchAsync();
        var page = await chromium.OpenAsync(addresses.Frontend!);
        await page.GotoAsync(addresses.Login!.ToString());
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "front" });
        await Assertions.Expect(row).ToContainTextAsync("Running");
        await Assertions.Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "job" })).ToContainTextAsync("Finished");

        await row.GetByTitle("Stop this resource").ClickAsync();
        await app.StateAsync("front", KnownResourceStates.Finished);

        await page.GotoAsync("/consolelogs/resource/back");
        await Assertions.Expect(page.GetByText("Now listening on")).ToBeVisibleAsync();
    }

    private static async Task AnswersAsync(Uri address)
    {
        using var client = new HttpClient();
        await Processes.UntilAsync(async () =>
        {
            try
            {
                using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, "The dashboard must answer.", TimeSpan.FromSeconds(120));
    }
}

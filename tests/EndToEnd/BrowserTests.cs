using Browser;
using EndToEnd.Pictures;
using Inference.Images;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd;

/// <summary>A person at the frontend: real Chromium, real model.</summary>
public sealed class BrowserTests(RunningApp app)
{
    /// <summary>Milliseconds for pictures, on a machine that has other things to do.</summary>
    private const float Patience = 300_000;

    [Fact]
    public async Task A_prompt_becomes_a_picture_that_one_trace_explains()
    {
        Assert.SkipWhen(Chromium.Path is null, Chromium.Missing);
        await using var chromium = await Chromium.LaunchAsync();
        var page = await chromium.OpenAsync(app.Frontend);
        await page.GotoInteractiveAsync("/");

        await page.GetByRole(AriaRole.Button, new() { Name = GatewayClient.CircleOnBlue }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();

        var card = page.Locator("article.picture-card");
        await Expect(card).ToHaveAttributeAsync("data-state", "done", new() { Timeout = Patience });
        await Expect(card).ToContainTextAsync("emulated");
        await page.ShootAsync("end-to-end-create");
        var file = await page.Context.APIRequest.GetAsync(new Uri(app.Frontend, await card.Locator("img").GetAttributeAsync("src")).ToString());
        Look.AssertRedCircleOnBlue(Png.Decode(await file.BodyAsync()));

        await card.GetByText("Details").ClickAsync();
        var trace = await card.Locator("code").InnerTextAsync();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        // The click is the root; it ends, and is told of, last.
        var spans = await app.Traces.WaitForAsync(trace, spans => spans.Any(span => span is { Service: "frontend", Parent: "" }), limit.Token);
        Assert.Contains(spans, span => span.Service == "gateway");
        Assert.Equal(10, spans.Count(span => RunningApp.Units.Contains(span.Service) && span.Name == "denoising step"));
    }

    [Fact]
    public async Task Three_sizes_at_once_and_the_fleet_that_made_them()
    {
        Assert.SkipWhen(Chromium.Path is null, Chromium.Missing);
        await using var chromium = await Chromium.LaunchAsync();
        var page = await chromium.OpenAsync(app.Frontend, height: 1000);
        await page.GotoInteractiveAsync("/");
        await page.GetByRole(AriaRole.Button, new() { Name = GatewayClient.CircleOnBlue }).ClickAsync();
        await page.GetByText("All 3 at once").ClickAsync();
        await page.GetByLabel("Steps", new() { Exact = true }).FillAsync("2");

        await page.GetByRole(AriaRole.Button, new() { Name = "Create 3" }).ClickAsync();

        await Expect(page.Locator("article[data-state=done]")).ToHaveCountAsync(3, new() { Timeout = Patience });
        await page.ShootAsync("end-to-end-three");
        await page.GetByRole(AriaRole.Link, new() { Name = "Fleet" }).ClickAsync();
        var units = page.GetByRole(AriaRole.Region, new() { Name = "Units" });
        foreach (var unit in RunningApp.Units)
            await Expect(units).ToContainTextAsync(unit);
        await Expect(units).ToContainTextAsync("$10.75");
        await Expect(page.Locator("main")).ToContainTextAsync("3 of 3");
        await page.ShootAsync("end-to-end-fleet", whole: true);
    }
}

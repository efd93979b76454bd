using Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Frontend.Tests.Pages;

public sealed class CreatePageTests(FrontendFixture frontend) : IClassFixture<FrontendFixture>
{
    [Fact]
    public async Task A_picture_appears_while_it_forms_and_says_who_made_it()
    {
        var page = await frontend.OpenAsync();
        var go = new TaskCompletionSource();
        frontend.Gateway.Before = (index, _) => index == 2 ? go.Task : Task.CompletedTask;
        await page.GotoInteractiveAsync("/");
        await page.ShootAsync("create-empty");

        await page.GetByRole(AriaRole.Button, new() { Name = "a large red circle on a blue background" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();

        var card = page.Locator("article.picture-card");
        await Expect(card.Locator("img")).ToHaveClassAsync("forming");
        await Expect(card).ToContainTextAsync("50");
        await page.ShootAsync("create-forming");
        go.SetResult();

        await Expect(card).ToHaveAttributeAsync("data-state", "done");
        await Expect(card).ToContainTextAsync("flux-trn1");
        await Expect(card).ToContainTextAsync("AWS Trainium");
        await Expect(card).ToContainTextAsync("emulated");
        await Expect(card).ToContainTextAsync("52.1 %");
        Assert.Equal(256, await card.Locator("img").EvaluateAsync<int>("image => image.decode().then(() => image.naturalWidth)"));
        await page.ShootAsync("create-done");
        await page.Context.CloseAsync();
    }
}

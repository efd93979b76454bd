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

        await page.OrderExampleAsync();

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
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("is ready, made by flux-trn1");
        await page.ShootAsync("create-done");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Three_sizes_are_made_at_once_on_three_units()
    {
        var page = await frontend.OpenAsync(height: 1000);
        var go = new TaskCompletionSource();
        frontend.Gateway.Before = (index, _) => index == 3 ? go.Task : Task.CompletedTask;
        await page.GotoInteractiveAsync("/");
        await page.GetByText("All 3 at once").ClickAsync();

        await page.OrderExampleAsync("Create 3");

        await Expect(page.Locator("article[data-state=forming]")).ToHaveCountAsync(3);
        await page.ShootAsync("create-three-forming");
        go.SetResult();
        await Expect(page.Locator("article[data-state=done]")).ToHaveCountAsync(3);
        foreach (var unit in (string[])["flux-trn1", "flux-inf2", "flux-g5"])
            await Expect(page.Locator("article", new() { HasText = unit })).ToHaveCountAsync(1);
        await page.ShootAsync("create-three-done");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Cancel_stops_the_work_and_try_again_does_it_after_all()
    {
        var page = await frontend.OpenAsync();
        frontend.Gateway.Before = (_, aborted) => Task.Delay(Timeout.Infinite, aborted);
        await page.GotoInteractiveAsync("/");
        var turn = new TaskCompletionSource();
        frontend.Gateway.Instead = async context =>
        {
            if (context.Request.Method == "POST")
                await turn.Task;
            return false;
        };
        await page.OrderExampleAsync();
        var card = page.Locator("article.picture-card");
        await Expect(card).ToContainTextAsync("In the queue");
        turn.SetResult();
        await Expect(card).ToContainTextAsync("Drawing on flux-trn1");

        await card.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();

        await Expect(card).ToHaveAttributeAsync("data-state", "cancelled");
        await frontend.Gateway.Abandoned.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        frontend.Gateway.Reset();
        await card.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Expect(card).ToHaveAttributeAsync("data-state", "done");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_error_is_told_in_words_with_what_to_do()
    {
        var page = await frontend.OpenAsync();
        await page.GotoInteractiveAsync("/");
        frontend.Gateway.Instead = async context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "5";
            await context.Response.Body.WriteAsync("""{"error":{"message":"Units of model flux are starting: flux-trn1, flux-inf2, flux-g5.","type":"unavailable","code":"no_unit_ready"}}"""u8.ToArray());
            return true;
        };

        await page.OrderExampleAsync();

        // The list of models may be refused too, in words of the page's own.
        var alert = page.Locator("article.picture-card").GetByRole(AriaRole.Alert).Filter(new() { HasText = "No unit can serve this right now" });
        await Expect(alert).ToContainTextAsync("Units of model flux are starting");
        await Expect(alert).ToContainTextAsync("in 5 s");
        await page.ShootAsync("create-error");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_a_prompt_the_form_says_what_is_missing()
    {
        var page = await frontend.OpenAsync(dark: true, width: 375, height: 812);
        await page.GotoInteractiveAsync("/");
        var create = page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true });
        var prompt = page.GetByLabel("Prompt", new() { Exact = true });
        await prompt.FillAsync("   ");
        await Expect(page.GetByText("Write what to draw, or pick an example.")).ToBeVisibleAsync();
        await Expect(create).ToBeDisabledAsync();
        await page.ShootAsync("create-no-prompt", whole: true);

        await prompt.FillAsync("a red circle");

        await Expect(create).ToBeEnabledAsync();
        await Expect(page.GetByText("Write what to draw")).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_the_api_would_refuse_is_named_beside_its_field_and_not_sent()
    {
        var page = await frontend.OpenAsync();
        await page.GotoInteractiveAsync("/");
        var create = page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true });
        var prompt = page.GetByLabel("Prompt", new() { Exact = true });
        await prompt.FillAsync(new string('a', 32_001));
        await page.GetByLabel("Steps", new() { Exact = true }).FillAsync("999");
        await page.GetByLabel("Seed", new() { Exact = true }).FillAsync("9223372036854775808");

        await Expect(page.GetByText("32,001 characters")).ToBeVisibleAsync();
        await Expect(page.GetByText("A whole number, 1 to 200.")).ToBeVisibleAsync();
        await Expect(page.GetByText("-9223372036854775808 to")).ToBeVisibleAsync();
        await Expect(create).ToBeDisabledAsync();
        await page.ShootAsync("create-refused");

        await prompt.FillAsync("a red circle");
        await page.GetByLabel("Steps", new() { Exact = true }).FillAsync("200");
        await page.GetByLabel("Seed", new() { Exact = true }).FillAsync("-9223372036854775808");
        await Expect(page.Locator(".field-problem")).ToHaveCountAsync(0);
        await create.ClickAsync();

        await Expect(page.Locator("article")).ToHaveAttributeAsync("data-state", "done");
        var request = Assert.Single(frontend.Gateway.Requests);
        Assert.Equal(long.MinValue, request.GetProperty("seed").GetInt64());
        Assert.Equal(200, request.GetProperty("num_inference_steps").GetInt32());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Icons_are_no_words()
    {
        var page = await frontend.OpenAsync();
        frontend.Gateway.Before = (_, aborted) => Task.Delay(Timeout.Infinite, aborted);
        await page.GotoInteractiveAsync("/");
        await page.OrderExampleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ToHaveCountAsync(2);

        Assert.Equal(0, await page.Locator("i.rzi:not([aria-hidden=true]), .rz-button-icon-left:not([aria-hidden=true])").CountAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_gateway_that_does_not_answer_is_told_until_it_does()
    {
        var page = await frontend.OpenAsync();
        frontend.Gateway.Instead = context =>
        {
            context.Abort();
            return Task.FromResult(true);
        };
        await page.GotoInteractiveAsync("/");
        await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "The connection was lost" })).ToContainTextAsync("Asking again");
        await page.ShootAsync("create-gateway-down");

        frontend.Gateway.Reset();

        await Expect(page.Locator(".fault")).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_picture_can_be_saved_under_a_telling_name()
    {
        var page = await frontend.OpenAsync();
        await page.GotoInteractiveAsync("/");
        await page.GetByLabel("Prompt", new() { Exact = true }).FillAsync("a red circle");
        await page.GetByLabel("Seed", new() { Exact = true }).FillAsync("42");
        await page.GetByLabel("Prompt", new() { Exact = true }).PressAsync("Control+Enter");
        await Expect(page.Locator("article")).ToHaveAttributeAsync("data-state", "done");

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download" }).ClickAsync());

        Assert.Equal("a-red-circle-256x144-seed42.png", download.SuggestedFilename);
        var file = await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal(0x89, file[0]);
        Assert.Equal(42, Assert.Single(frontend.Gateway.Requests).GetProperty("seed").GetInt64());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_page_is_usable_on_a_phone_in_the_dark_and_keeps_pictures_while_one_looks_at_the_fleet()
    {
        var page = await frontend.OpenAsync(dark: true, width: 390, height: 844);
        await page.GotoInteractiveAsync("/");
        await page.ShootAsync("create-narrow-dark");
        await page.OrderExampleAsync();
        await Expect(page.Locator("article.picture-card")).ToHaveAttributeAsync("data-state", "done");
        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"));
        await page.ShootAsync("create-narrow-dark-done");

        await page.GetByRole(AriaRole.Link, new() { Name = "Fleet" }).ClickAsync();
        await Expect(page).ToHaveTitleAsync("Fleet · Inference");
        await page.GetByRole(AriaRole.Link, new() { Name = "Create" }).ClickAsync();

        await Expect(page.Locator("article.picture-card")).ToHaveAttributeAsync("data-state", "done");
        await page.Context.CloseAsync();
    }
}

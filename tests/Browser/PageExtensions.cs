using Microsoft.Playwright;

namespace Browser;

internal static class PageExtensions
{
    /// <summary>Opens <paramref name="path"/> and waits until the page's connection to the server answers clicks.</summary>
    public static async Task GotoInteractiveAsync(this IPage page, string path)
    {
        await page.GotoAsync(path);
        await page.Locator("main[data-interactive=true]").WaitForAsync();
    }

    /// <summary>Saves a picture of the page for people to look at, when SCREENSHOTS names a folder.</summary>
    public static async Task ShootAsync(this IPage page, string name, bool whole = false)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = System.IO.Path.Combine(folder, name + ".png"), FullPage = whole });
    }
}

using Microsoft.Playwright;

namespace Frontend.Tests.Pages;

internal static class CreateActions
{
    /// <summary>Chooses the first example prompt and presses the create button.</summary>
    public static async Task OrderExampleAsync(this IPage page, string button = "Create")
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "a large red circle on a blue background" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
    }
}

using Microsoft.Playwright;

namespace Browser;

/// <summary>The machine's own Chromium, driven by Playwright. Nothing is ever downloaded.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    /// <summary>Said by tests that are skipped.</summary>
    public const string Missing = "Chromium is not here. Install it (apt-get install chromium) or name it in CHROMIUM.";

    /// <summary>Milliseconds to wait for something to appear: long, for a busy machine.</summary>
    private const float Patience = 30_000;

    // Chromium looks for Google's hosts at every start; on a machine without network each try costs time.
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private static readonly string[] Places =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Where Chromium is; null when it is not installed.</summary>
    public static string? Path { get; } =
        Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named ? named : Places.FirstOrDefault(File.Exists);

    public static async Task<Chromium> LaunchAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path, Headless = true, Args = Arguments });
        return new(playwright, browser);
    }

    /// <summary>A page with its own cookies and storage; disposing of its context closes it.</summary>
    public async Task<IPage> OpenAsync(Uri address, bool dark = false, int width = 1280, int height = 900)
    {
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = new() { Width = width, Height = height },
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(Patience);
        Assertions.SetDefaultExpectTimeout(Patience);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}

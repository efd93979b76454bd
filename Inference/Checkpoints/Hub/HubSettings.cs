namespace Inference.Checkpoints.Hub;

/// <summary>Where the Hub is, who asks, and where what was fetched is kept; named as the Hub's own tools name it.</summary>
public sealed record HubSettings
{
    /// <summary>The Hub, or a mirror that speaks its routes: <c>HF_ENDPOINT</c>.</summary>
    public Uri Endpoint { get; init; } = new("https://huggingface.co");

    /// <summary>A token for what is private or behind a licence: <c>HF_TOKEN</c>, or the file that <c>hf auth login</c> wrote.</summary>
    public string? Token { get; init; }

    /// <summary>The folder of repositories, laid out as the Hub's own cache: <c>HF_HUB_CACHE</c>, else <c>HF_HOME/hub</c>.</summary>
    public required string Cache { get; init; }

    /// <summary>Never ask the Hub: <c>HF_HUB_OFFLINE</c>.</summary>
    public bool Offline { get; init; }

    /// <summary>Reads the settings.</summary>
    /// <param name="setting">A setting by name, from configuration or environment; null when absent.</param>
    /// <exception cref="InvalidOperationException"><c>HF_ENDPOINT</c> is no address.</exception>
    public static HubSettings From(Func<string, string?> setting)
    {
        string? Given(string name) => setting(name) is { Length: > 0 } value ? value.Trim() : null;
        var user = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var home = Given("HF_HOME") ?? Path.Combine(Given("XDG_CACHE_HOME") ?? Path.Combine(user, ".cache"), "huggingface");
        return new HubSettings
        {
            Endpoint = EndpointOf(Given("HF_ENDPOINT") ?? "https://huggingface.co"),
            Token = Given("HF_TOKEN") ?? TokenIn(Given("HF_TOKEN_PATH") ?? Path.Combine(home, "token")),
            Cache = Path.GetFullPath(Given("HF_HUB_CACHE") ?? Path.Combine(home, "hub")),
            Offline = Given("HF_HUB_OFFLINE")?.ToUpperInvariant() is "1" or "ON" or "YES" or "TRUE",
        };
    }

    private static Uri EndpointOf(string text) =>
        Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var endpoint) && endpoint.Scheme is "https" or "http"
            ? endpoint
            : throw new InvalidOperationException($"HF_ENDPOINT is '{text}'; it takes an address such as https://huggingface.co.");

    private static string? TokenIn(string file)
    {
        try
        {
            return File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } token ? token : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

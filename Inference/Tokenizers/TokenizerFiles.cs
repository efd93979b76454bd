using System.Text.Json;

namespace Inference.Tokenizers;

/// <summary>Reads the files of a tokenizer folder.</summary>
internal static class TokenizerFiles
{
    public static JsonDocument Json(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
            throw new TokenizerException(path, "does not exist");
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(path));
        }
        catch (JsonException bad)
        {
            throw new TokenizerException(path, $"is not JSON: {bad.Message}", bad);
        }
    }

    public static JsonDocument? JsonIfThere(string folder, string name) => File.Exists(Path.Combine(folder, name)) ? Json(folder, name) : null;

    /// <summary>A token given as a string or as an object with <c>content</c>; null when absent.</summary>
    public static string? Token(this JsonElement config, string name) =>
        !config.TryGetProperty(name, out var token) ? null
        : token.ValueKind == JsonValueKind.Object ? token.GetProperty("content").GetString()
        : token.GetString();
}

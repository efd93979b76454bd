using System.Text.Json;

namespace Frontend.Gateway;

/// <summary>The object <c>{"error": {"message", "type", "param", "code"}}</c> of OpenAI's interface.</summary>
internal sealed record OpenAiError(string Message, string? Code, string? Parameter)
{
    /// <returns>Null when <paramref name="json"/> is not such an object.</returns>
    public static OpenAiError? Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var error = document.RootElement;
            if (error.ValueKind == JsonValueKind.Object && error.TryGetProperty("error", out var inner))
                error = inner;
            return Text(error, "message") is { } message ? new(message, Text(error, "code"), Text(error, "param")) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}

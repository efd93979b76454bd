using System.Text.Encodings.Web;
using System.Text.Json;

namespace ModelWorker;

/// <summary>How answers are written: snake_case, as OpenAI's API and the routes kept for older clients have it.</summary>
internal static class Json
{
    public static readonly JsonSerializerOptions Snake = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        // Answers are never put into HTML, and base64 is full of plus signs.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

using System.Text.Encodings.Web;
using System.Text.Json;

namespace ServiceDefaults.Errors;

/// <summary>How errors are written.</summary>
internal static class ErrorJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        // Never put into HTML: a quote in a message is easier read as it is than as \u0027.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

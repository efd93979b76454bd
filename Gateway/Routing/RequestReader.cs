using System.Text.Json;
using Gateway.Errors;
using ServiceDefaults.Errors;

namespace Gateway.Routing;

/// <summary>Reads a request's body once, up to a limit, and of it the few fields that routing needs.</summary>
internal static class RequestReader
{
    private const int FirstGuess = 4096;

    /// <summary>The request, or what is wrong with it. The fields are the query's in a GET, else the body's, as workers read them.</summary>
    public static async ValueTask<(InferenceRequest Request, ApiError? Error)> ReadAsync(HttpRequest request, int limit, CancellationToken cancellation)
    {
        if (HttpMethods.IsGet(request.Method)) return (new InferenceRequest(default, request.Query["model"], Size(request.Query), AsksForTokens: false), null);
        if (request.ContentLength > limit) return (default, RequestBody.TooLarge(limit));

        var buffer = new byte[(int)(request.ContentLength ?? FirstGuess)];
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                // Full: either at the end, as its header said, or in need of more room.
                if (length == request.ContentLength) break;
                Array.Resize(ref buffer, (int)Math.Min(Math.Max(2L * length, FirstGuess), limit + 1L));
            }

            var read = await request.Body.ReadAsync(buffer.AsMemory(length), cancellation).ConfigureAwait(false);
            if (read == 0) break;
            length += read;
            if (length > limit) return (default, RequestBody.TooLarge(limit));
        }

        return Parse(buffer.AsMemory(0, length));
    }

    /// <summary>The size asked for; <c>img_size</c> gives the sides of a square.</summary>
    private static string? Size(IQueryCollection query) =>
        query["size"].ToString() is { Length: > 0 } size ? size : query["img_size"].ToString() is { Length: > 0 } side ? $"{side}x{side}" : null;

    private static (InferenceRequest Request, ApiError? Error) Parse(ReadOnlyMemory<byte> body)
    {
        string? model = null;
        string? size = null;
        var asksForTokens = false;
        try
        {
            var json = new Utf8JsonReader(body.Span);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return (default, GatewayErrors.NotJson);
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("model"u8))
                {
                    if (!TryReadText(ref json, ref model)) return (default, GatewayErrors.NotText("model"));
                }
                else if (json.ValueTextEquals("size"u8))
                {
                    if (!TryReadText(ref json, ref size)) return (default, GatewayErrors.NotText("size"));
                }
                else
                {
                    asksForTokens |= json.ValueTextEquals("max_new_tokens"u8);
                    json.Skip();
                }
            }

            // Whatever follows the object makes the reader throw, as it will the worker's.
            json.Read();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return (default, GatewayErrors.NotJson);
        }

        return (new InferenceRequest(body, model, size, asksForTokens), null);
    }

    private static bool TryReadText(ref Utf8JsonReader json, ref string? text)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null) return true;
        if (json.TokenType != JsonTokenType.String) return false;
        text = json.GetString();
        return true;
    }
}

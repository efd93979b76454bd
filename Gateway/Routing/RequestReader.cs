using System.Text;
using System.Text.Json;
using Gateway.Errors;
using Gateway.Forwarding;
using ServiceDefaults.Errors;

namespace Gateway.Routing;

/// <summary>Reads a request's body once, up to a limit, and of it the few fields that routing needs.</summary>
internal static class RequestReader
{
    private const int FirstGuess = 4096;

    // A length that is only said is no reason to hold so much; from here on it doubles with what arrives.
    private const int MostAtFirst = 64 << 10;

    /// <summary>
    /// The request, or what is wrong with it. The fields are the query's in a GET, else the body's, as workers read them: a JSON object's, or
    /// where the route takes pictures a form's.
    /// </summary>
    public static async ValueTask<(InferenceRequest Request, ApiError? Error)> ReadAsync(
        HttpRequest request, int limit, BodyMemory.Share memory, TimeSpan retryAfter, CancellationToken cancellation, bool isForm = false)
    {
        if (HttpMethods.IsGet(request.Method))
        {
            // The body of a GET means nothing (RFC 9110, 9.3.1) and is not sent on, so its length must not be either.
            request.ContentLength = null;
            request.Headers.TransferEncoding = default;
            return (new InferenceRequest(default, request.Query["model"], Size(request.Query), AsksForTokens: false), null);
        }

        if (isForm && request.ContentType?.StartsWith(FormReader.MediaType, StringComparison.OrdinalIgnoreCase) is not true)
            return (default, GatewayErrors.WrongContentType(request, FormReader.MediaType));
        if (request.ContentLength > limit) return (default, RequestBody.TooLarge(limit));

        var first = (int)Math.Min(request.ContentLength ?? FirstGuess, MostAtFirst);
        if (!memory.TryGrow(first)) return (default, GatewayErrors.BodiesFull(retryAfter));
        var buffer = new byte[first];
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                // Full: either at the end, as its header said, or in need of more room.
                if (length == request.ContentLength) break;
                var more = (int)Math.Min(Math.Max(2L * length, FirstGuess), request.ContentLength ?? (limit + 1L));
                if (!memory.TryGrow(more)) return (default, GatewayErrors.BodiesFull(retryAfter));
                Array.Resize(ref buffer, more);
            }

            var read = await RequestBody.ReadAsync(request.Body, buffer.AsMemory(length), cancellation).ConfigureAwait(false);
            if (read == 0) break;
            length += read;
            if (length > limit) return (default, RequestBody.TooLarge(limit));
        }

        return isForm ? FormReader.Parse(buffer.AsMemory(0, length), request.ContentType!) : Parse(buffer.AsMemory(0, length));
    }

    /// <summary>The size asked for; <c>img_size</c> gives the sides of a square.</summary>
    private static string? Size(IQueryCollection query) =>
        query["size"].ToString() is { Length: > 0 } size ? size : query["img_size"].ToString() is { Length: > 0 } side ? $"{side}x{side}" : null;

    private static (InferenceRequest Request, ApiError? Error) Parse(ReadOnlyMemory<byte> body)
    {
        string? model = null;
        string? size = null;
        long? count = null, runs = null, mostTokens = null;
        var asksForTokens = false;
        var text = RequestJson.WithoutMark(body).Span;
        if (text.IsEmpty) return (default, RequestJson.NotAnObject("it is empty."));
        var json = new Utf8JsonReader(text);
        try
        {
            json.Read();
            if (json.TokenType != JsonTokenType.StartObject) return (default, RequestJson.NotAnObject("it does not begin with '{'."));
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("model"u8))
                {
                    if (ReadText(ref json, "model", ref model) is { } wrong) return (default, wrong);
                }
                else if (json.ValueTextEquals("size"u8))
                {
                    if (ReadText(ref json, "size", ref size) is { } wrong) return (default, wrong);
                }
                else if (json.ValueTextEquals("n"u8))
                {
                    ReadWhole(ref json, ref count);
                }
                else if (json.ValueTextEquals("n_runs"u8))
                {
                    ReadWhole(ref json, ref runs);
                }
                else if (json.ValueTextEquals("max_tokens"u8) || json.ValueTextEquals("max_completion_tokens"u8))
                {
                    ReadWhole(ref json, ref mostTokens);
                }
                else if (json.ValueTextEquals("max_new_tokens"u8))
                {
                    asksForTokens = true;
                    ReadWhole(ref json, ref mostTokens);
                }
                else
                {
                    json.Skip();
                }
            }

            // Whatever follows the object makes the reader throw, as it will the worker's.
            json.Read();
        }
        catch (JsonException exception)
        {
            return (default, RequestJson.NotJson(exception));
        }
        catch (InvalidOperationException)
        {
            // Thrown when a name with half of a surrogate pair is compared. Others that are no text go on to the worker, which looks at all of them.
            return (default, RequestJson.NameNotText(Encoding.UTF8.GetString(json.ValueSpan)));
        }

        return (new InferenceRequest(body, model, size, asksForTokens) { Count = count, Runs = runs, MostTokens = mostTokens }, null);
    }

    /// <summary>Whatever else stands there is the worker's to refuse.</summary>
    private static void ReadWhole(ref Utf8JsonReader json, ref long? number)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var given))
            number = given;
        else
            json.Skip();
    }

    private static ApiError? ReadText(ref Utf8JsonReader json, string field, ref string? text)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null) return null;
        if (json.TokenType != JsonTokenType.String) return GatewayErrors.NotText(field);
        try
        {
            text = json.GetString();
            return null;
        }
        catch (InvalidOperationException)
        {
            return RequestJson.NotText(field);
        }
    }
}

using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Errors;

/// <summary>
/// Reads a request's JSON and says what is wrong with it. Parsers take names and values that are not text (bytes that
/// are not UTF-8, half of a surrogate pair) and fail only when these are read: here they are found at once.
/// </summary>
public static class RequestJson
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a body of at most <paramref name="limit"/> bytes: its JSON, or what is wrong with it.</summary>
    public static async ValueTask<(JsonElement Json, ApiError? Error)> ReadAsync(Stream body, long limit, CancellationToken cancellation)
    {
        using var held = new MemoryStream();
        var chunk = new byte[8192];
        while (await RequestBody.ReadAsync(body, chunk, cancellation).ConfigureAwait(false) is > 0 and var read)
        {
            held.Write(chunk, 0, read);
            if (held.Length > limit)
                return (default, RequestBody.TooLarge(limit));
        }

        var bytes = WithoutMark(held.GetBuffer().AsMemory(0, (int)held.Length));
        if (Problem(bytes.Span) is { } problem)
            return (default, problem);
        using var json = JsonDocument.Parse(bytes);
        return json.RootElement.ValueKind == JsonValueKind.Object
            ? (json.RootElement.Clone(), null)
            : (default, NotAnObject($"it is {json.RootElement.ValueKind}."));
    }

    /// <summary>What follows the byte order mark that editors of some systems put before UTF-8.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) => body.Span.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body;

    /// <summary>A body that is JSON, and not an object.</summary>
    public static ApiError NotAnObject(string what) => new(StatusCodes.Status400BadRequest, "invalid_json", $"The body is not a JSON object: {what}");

    /// <summary>A body that is not JSON, and where it ceases to be.</summary>
    public static ApiError NotJson(JsonException why)
    {
        // The parser's own words, without what it says to programmers.
        var message = why.Message.Split(" LineNumber:")[0].Replace(" Change the reader options.", "", StringComparison.Ordinal);
        return NotAnObject($"at byte {why.BytePositionInLine + 1} of line {why.LineNumber + 1}: {message}");
    }

    /// <summary>A value with something in it that is no text.</summary>
    public static ApiError NotText(string field) => new(
        StatusCodes.Status400BadRequest, "invalid_value", $"'{Given.Short(field)}' is not text: it has bytes that are not UTF-8, or half of a surrogate pair.", Given.Short(field));

    /// <summary>A name with something in it that is no text.</summary>
    public static ApiError NameNotText(string shown) => new(
        StatusCodes.Status400BadRequest, "invalid_json", $"The name of the field '{Given.Short(shown)}' is not text: it has bytes that are not UTF-8, or half of a surrogate pair.", Given.Short(shown));

    private static ApiError? Problem(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
            return NotAnObject("it is empty.");
        var field = "";
        try
        {
            var json = new Utf8JsonReader(body);
            while (json.Read())
            {
                if (json.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.String))
                    continue;
                var isText = IsText(ref json);
                if (json is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 })
                    field = isText ? json.GetString()! : Encoding.UTF8.GetString(json.ValueSpan);
                if (!isText)
                    return json.TokenType == JsonTokenType.PropertyName ? NameNotText(field) : NotText(field);
            }

            return null;
        }
        catch (JsonException bad)
        {
            return NotJson(bad);
        }
    }

    private static bool IsText(ref Utf8JsonReader json)
    {
        if (!Utf8.IsValid(json.ValueSpan))
            return false;
        if (!json.ValueIsEscaped)
            return true;
        try
        {
            json.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}

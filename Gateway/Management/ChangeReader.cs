using Gateway.Errors;
using ServiceDefaults.Errors;

namespace Gateway.Management;

/// <summary>Reads the body of a change by hand: a JSON object with one field, whose value is one of a few.</summary>
internal static class ChangeReader
{
    private const int Limit = 1 << 16;

    /// <summary>The value, in the spelling of <paramref name="allowed"/>, or what is wrong with the body.</summary>
    public static async ValueTask<(string Value, ApiError? Error)> ReadAsync(HttpRequest request, string field, IReadOnlyList<string> allowed)
    {
        if (request.ContentType is not null && !request.HasJsonContentType()) return ("", GatewayErrors.WrongContentType(request));
        var (json, error) = await RequestJson.ReadAsync(request.Body, Limit, request.HttpContext.RequestAborted).ConfigureAwait(false);
        var wanted = $"{{\"{field}\": \"{string.Join("\" | \"", allowed)}\"}}";
        if (error is not null) return ("", error with { Message = $"{error.Message} Send {wanted}." });
        foreach (var given in json.EnumerateObject())
        {
            if (given.Name != field) return ("", GatewayErrors.UnknownField(given.Name, wanted));
        }

        return json.TryGetProperty(field, out var value) && value.ValueKind == System.Text.Json.JsonValueKind.String && allowed.Contains(value.GetString()!)
            ? (value.GetString()!, null)
            : ("", GatewayErrors.InvalidValue(field, string.Join(" or ", allowed)));
    }
}

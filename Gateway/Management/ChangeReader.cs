using System.Text.Json;
using Gateway.Errors;
using ServiceDefaults.Errors;

namespace Gateway.Management;

/// <summary>Reads the bodies of changes by hand: JSON objects of a few known fields.</summary>
internal static class ChangeReader
{
    private const int Limit = 1 << 16;

    private const string WantedCapacity = "{\"unit\": \"NAME\", \"available\": true | false, \"reason\": \"optional\"}";

    /// <summary>The value, in the spelling of <paramref name="allowed"/>, or what is wrong with the body.</summary>
    public static async ValueTask<(string Value, ApiError? Error)> ReadAsync(HttpRequest request, string field, IReadOnlyList<string> allowed)
    {
        var (json, error) = await ReadObjectAsync(request, $"{{\"{field}\": \"{string.Join("\" | \"", allowed)}\"}}", [field]).ConfigureAwait(false);
        if (error is not null) return ("", error);
        return json.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String && allowed.Contains(value.GetString()!)
            ? (value.GetString()!, null)
            : ("", GatewayErrors.InvalidValue(field, string.Join(" or ", allowed)));
    }

    /// <summary>Whether the cloud has room for a unit, or what is wrong with the body.</summary>
    public static async ValueTask<(CapacityChange Change, ApiError? Error)> ReadCapacityAsync(HttpRequest request)
    {
        var (json, error) = await ReadObjectAsync(request, WantedCapacity, ["unit", "available", "reason"]).ConfigureAwait(false);
        if (error is not null) return (default, error);
        if (!json.TryGetProperty("available", out var available) || available.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            return (default, GatewayErrors.InvalidValue("available", "true or false"));
        return (new CapacityChange(Text(json, "unit") ?? "", available.GetBoolean(), Text(json, "reason")), null);
    }

    private static async ValueTask<(JsonElement Json, ApiError? Error)> ReadObjectAsync(HttpRequest request, string wanted, string[] fields)
    {
        if (request.ContentType is not null && !request.HasJsonContentType()) return (default, GatewayErrors.WrongContentType(request));
        var (json, error) = await RequestJson.ReadAsync(request.Body, Limit, request.HttpContext.RequestAborted).ConfigureAwait(false);
        if (error is not null) return (default, error with { Message = $"{error.Message} Send {wanted}." });
        return json.EnumerateObject().Select(given => given.Name).FirstOrDefault(name => !fields.Contains(name)) is { } unknown
            ? (default, GatewayErrors.UnknownField(unknown, wanted))
            : (json, null);
    }

    private static string? Text(JsonElement json, string field) =>
        json.TryGetProperty(field, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}

/// <summary>What <c>POST /fleet/capacity</c> says.</summary>
/// <param name="Unit">The unit's name.</param>
/// <param name="Available">Whether the cloud gives it more replicas.</param>
/// <param name="Reason">Why; null: nothing was said.</param>
internal readonly record struct CapacityChange(string Unit, bool Available, string? Reason);

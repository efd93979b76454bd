using System.Text.Json;
using Gateway.Errors;
using ServiceDefaults.Errors;

namespace Gateway.Management;

/// <summary>Reads the bodies of changes by hand: JSON objects of a few known fields.</summary>
internal static class ChangeReader
{
    private const int Limit = 1 << 16;

    private const string WantedCapacity = "{\"unit\": \"NAME\", \"available\": true | false, \"reason\": \"optional\"}";

    private const string WantedDevice = "{\"fault\": \"fail\" | \"slow\" | \"corrupt\" | \"none\", \"device\": optional index, \"factor\": how many times as slow, optional}";

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
        if (json.TryGetProperty("reason", out var reason) && reason.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
            return (default, GatewayErrors.InvalidValue("reason", "text, or left out"));
        return (new CapacityChange(Text(json, "unit") ?? "", available.GetBoolean(), Text(json, "reason")), null);
    }

    /// <summary>How a device is to misbehave, or what is wrong with the body.</summary>
    public static async ValueTask<(DeviceChange Change, ApiError? Error)> ReadDeviceAsync(HttpRequest request)
    {
        var (json, error) = await ReadObjectAsync(request, WantedDevice, ["fault", "device", "factor"]).ConfigureAwait(false);
        if (error is not null) return (default, error);
        if (Text(json, "fault") is not { } fault || !DeviceFaults.Kinds.Contains(fault)) return (default, GatewayErrors.InvalidValue("fault", string.Join(" or ", DeviceFaults.Kinds)));
        int? device = null;
        if (json.TryGetProperty("device", out var index))
        {
            if (index.ValueKind != JsonValueKind.Number || !index.TryGetInt32(out var number)) return (default, GatewayErrors.InvalidValue("device", "the index of a device, a whole number from 0"));
            device = number;
        }

        double? factor = null;
        if (json.TryGetProperty("factor", out var times))
        {
            if (times.ValueKind != JsonValueKind.Number || times.GetDouble() is not (>= 1 and <= 1000)) return (default, GatewayErrors.InvalidValue("factor", "a number from 1 to 1000"));
            factor = times.GetDouble();
        }

        return (new DeviceChange(fault, device, factor), null);
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

/// <summary>What <c>PUT /fleet/units/{unit}/devices</c> says.</summary>
/// <param name="Fault">One of <see cref="DeviceFaults.Kinds"/>.</param>
/// <param name="Device">Which; null: all.</param>
/// <param name="Factor">How many times as long a slow one takes.</param>
internal readonly record struct DeviceChange(string Fault, int? Device, double? Factor);

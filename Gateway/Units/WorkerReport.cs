using System.Text.Json;
using Fleet;

namespace Gateway.Units;

/// <summary>What a worker says of itself beside its readiness.</summary>
/// <param name="Waiting">Requests in its queue, whoever sent them.</param>
/// <param name="Running">Requests that its devices work on.</param>
/// <param name="Busy">Share of the last seconds in which its devices computed; 0 to 1.</param>
/// <param name="Sizes">The sizes that it has programs for; null: it did not say, and so all of its unit's.</param>
/// <param name="DevicesFail">Whether it is unready because its devices fail.</param>
/// <param name="Reason">Why it is not ready, in its own words.</param>
internal sealed record WorkerReport(int Waiting, int Running, double Busy, IReadOnlyList<ImageSize>? Sizes, bool DevicesFail = false, string? Reason = null)
{
    /// <summary>Cores that somebody made misbehave; null: it did not say, for they are not emulated.</summary>
    public IReadOnlyList<int>? FaultyCores { get; init; }

    /// <summary>Requests that it has, from this gateway and from others.</summary>
    public int Requests => Waiting + Running;

    /// <summary>
    /// Reads the answer of <c>/readiness</c>: the data of the check that says most. Null when there is none, as with a
    /// server that is no worker of ours.
    /// </summary>
    public static WorkerReport? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("checks", out var checks) || checks.ValueKind != JsonValueKind.Object) return null;
            JsonElement[] all = [.. checks.EnumerateObject().Select(check => check.Value).Where(check => check.ValueKind == JsonValueKind.Object)];
            // A server that is no worker of ours says nothing of its queue, and may still say what is wrong.
            if (all.FirstOrDefault(check => Data(check) is not null) is { ValueKind: JsonValueKind.Object } telling) return Of(Data(telling)!.Value, telling);
            return all.FirstOrDefault(IsFailing) is { ValueKind: JsonValueKind.Object } failing && Why(failing) is { } reason ? new WorkerReport(0, 0, 0, null, Reason: reason) : null;
        }
        catch (JsonException)
        {
            // What it says beside its status is of use, and not needed.
        }

        return null;
    }

    private static JsonElement? Data(JsonElement check) =>
        check.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object ? data : null;

    private static bool IsFailing(JsonElement check) =>
        check.TryGetProperty("status", out var status) && status.ValueKind == JsonValueKind.String && !status.ValueEquals("Healthy");

    private static WorkerReport Of(JsonElement data, JsonElement check) => new(
        Count(data, "waiting"),
        Count(data, "running"),
        data.TryGetProperty("busy", out var busy) && busy.ValueKind == JsonValueKind.Number ? Math.Clamp(busy.GetDouble(), 0, 1) : 0,
        data.TryGetProperty("sizes", out var sizes) && sizes.ValueKind == JsonValueKind.Array ? [.. sizes.EnumerateArray().SelectMany(Size)] : null,
        data.TryGetProperty("devicesFail", out var fail) && fail.ValueKind == JsonValueKind.True,
        Why(check))
    {
        FaultyCores = data.TryGetProperty("faultyCores", out var cores) && cores.ValueKind == JsonValueKind.Array ? [.. cores.EnumerateArray().SelectMany(Core)] : null,
    };

    private static IEnumerable<int> Core(JsonElement core) => core.ValueKind == JsonValueKind.Number && core.TryGetInt32(out var index) ? [index] : [];

    private static string? Why(JsonElement check) =>
        check.TryGetProperty("description", out var reason) && reason.ValueKind == JsonValueKind.String ? reason.GetString() : null;

    private static int Count(JsonElement data, string name) =>
        data.TryGetProperty(name, out var count) && count.ValueKind == JsonValueKind.Number && count.TryGetInt32(out var value) ? Math.Max(0, value) : 0;

    private static IEnumerable<ImageSize> Size(JsonElement size) =>
        size.ValueKind == JsonValueKind.String && ImageSize.TryParse(size.GetString()!, out var parsed) ? [parsed] : [];
}

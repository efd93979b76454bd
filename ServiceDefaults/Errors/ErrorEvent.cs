using System.Text.Json;

namespace ServiceDefaults.Errors;

/// <summary>
/// The last of a stream of server-sent events whose rest will not come: the response has begun with 200, and a clean end
/// alone would be taken for success.
/// </summary>
public static class ErrorEvent
{
    /// <summary>Writes the event. The stream must stand between two events.</summary>
    public static ValueTask WriteAsync(Stream events, ApiError error, CancellationToken cancellation = default) =>
        events.WriteAsync(ToUtf8(error), cancellation);

    private static byte[] ToUtf8(ApiError error) =>
        [.. "event: error\ndata: "u8, .. JsonSerializer.SerializeToUtf8Bytes(new Data("error", error.Body), ErrorJson.Options), .. "\n\n"u8];

    private sealed record Data(string Type, ErrorBody Error);
}

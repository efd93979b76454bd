using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Frontend.Gateway;

/// <summary>Reads the server-sent events of a streamed picture (OpenAI's "image generation stream events").</summary>
internal static class GenerationStream
{
    private const string Partial = "image_generation.partial_image";
    private const string Completed = "image_generation.completed";
    private const string Error = "error";

    /// <summary>Yields the events of <paramref name="stream"/> up to the completed picture; unknown events are skipped.</summary>
    /// <param name="partialImages">How many partial pictures were asked for: what progress is counted in when the server names no step.</param>
    /// <exception cref="InferenceException">The server reported an error, or the stream ended without a picture.</exception>
    public static async IAsyncEnumerable<GenerationEvent> ReadAsync(
        Stream stream, int partialImages, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellation))
        {
            if (item.Data == "[DONE]")
                break;
            using var document = JsonDocument.Parse(item.Data);
            var data = document.RootElement;
            switch (Kind(item.EventType, data))
            {
                case Completed:
                    yield return new GenerationEvent.Completed(data.GetProperty("b64_json").GetBytesFromBase64());
                    yield break;
                case Error:
                    throw new InferenceException(Faults.FromEvent(item.Data));
                case Partial:
                    yield return new GenerationEvent.Progressed(Picture(data), Share(data, partialImages));
                    break;
            }
        }
        throw new InferenceException(new("The connection was lost", "It ended before the picture was complete. Trying again is safe."));
    }

    private static string? Kind(string eventType, JsonElement data)
    {
        if (data.TryGetProperty("error", out _))
            return Error;
        return data.TryGetProperty("type", out var type) ? type.GetString() : eventType;
    }

    private static byte[]? Picture(JsonElement data) =>
        data.TryGetProperty("b64_json", out var picture) && picture.ValueKind == JsonValueKind.String ? picture.GetBytesFromBase64() : null;

    private static double Share(JsonElement data, int partialImages)
    {
        if (Number(data, "step") is { } step && Number(data, "steps") is > 0 and { } steps)
            return Math.Clamp((double)step / steps, 0, 1);
        var index = Number(data, "partial_image_index") ?? 0;
        return Math.Clamp((index + 1.0) / (partialImages + 1), 0, 1);
    }

    private static int? Number(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.TryGetInt32(out var number) ? number : null;
}

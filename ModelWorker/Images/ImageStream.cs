using System.Buffers;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using Inference.Images;
using Inference.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelWorker.Errors;
using ModelWorker.Queue;
using ModelWorker.Requests;
using ServiceDefaults.Errors;

namespace ModelWorker.Images;

/// <summary>A picture that shows while it forms, as OpenAI's image events over SSE.</summary>
internal sealed class ImageStream(ImageService images, TimeProvider time, IOptions<WorkerOptions> options, ILogger<ImageStream> logger)
{
    private const string PartialEvent = "image_generation.partial_image";
    private const string CompletedEvent = "image_generation.completed";

    /// <summary>Writes the events. Until the first one, a failure is an ordinary error response.</summary>
    public async Task WriteAsync(HttpContext context, ImageParameters parameters, int partialImages)
    {
        // Unbounded, and it holds a few pictures at most: a slow client must not hold up the device.
        var formed = Channel.CreateUnbounded<RgbImage>();
        var job = new ImageJob(parameters.Request(0, partialImages), context.RequestAborted, Forward);
        var drawing = DrawAsync();

        // Nothing formed and the end reached: done, or turned away by the queue, and then the status must say so.
        if (!await formed.Reader.WaitToReadAsync().ConfigureAwait(false))
            await drawing.ConfigureAwait(false);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache";
        await SseFormatter.WriteAsync(
            Events(formed.Reader, drawing, parameters), context.Response.Body,
            WriteData, context.RequestAborted).ConfigureAwait(false);

        ValueTask Forward(DenoisingProgress progress)
        {
            if (progress.Partial is { } picture)
                formed.Writer.TryWrite(picture);
            return default;
        }

        async Task<DrawnImage> DrawAsync()
        {
            try
            {
                return (await images.DrawAsync(parameters, [job]).ConfigureAwait(false))[0];
            }
            finally
            {
                formed.Writer.TryComplete();
            }
        }
    }

    private static void WriteData(SseItem<object> item, IBufferWriter<byte> writer)
    {
        using var json = new Utf8JsonWriter(writer, new JsonWriterOptions { Encoder = Json.Snake.Encoder });
        JsonSerializer.Serialize(json, item.Data, Json.Snake);
    }

    private async IAsyncEnumerable<SseItem<object>> Events(ChannelReader<RgbImage> formed, Task<DrawnImage> drawing, ImageParameters parameters)
    {
        var index = 0;
        await foreach (var picture in formed.ReadAllAsync().ConfigureAwait(false))
            yield return new SseItem<object>(Event(PartialEvent, picture, parameters, index++), PartialEvent);
        var (failure, drawn) = await ResultOf(drawing).ConfigureAwait(false);
        yield return drawn is not null
            ? new SseItem<object>(Event(CompletedEvent, drawn.Image, parameters, null), CompletedEvent)
            : new SseItem<object>(new StreamError("error", failure!.Body), "error");
    }

    /// <summary>The response has begun: what goes wrong now can only be told as an event.</summary>
    private async Task<(ApiError? Failure, DrawnImage? Drawn)> ResultOf(Task<DrawnImage> drawing)
    {
        try
        {
            return (null, await drawing.ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            return (ErrorResponses.Of(exception, options.Value.MaxRequestBytes, logger), null);
        }
    }

    private ImageEvent Event(string type, RgbImage picture, ImageParameters parameters, int? index) => new(
        type, Convert.ToBase64String(Png.Encode(picture)), time.GetUtcNow().ToUnixTimeSeconds(), parameters.Size.ToString(), "auto", "opaque", "png",
        parameters.Seed, index);

    private sealed record ImageEvent(
        string Type, [property: JsonPropertyName("b64_json")] string B64Json, long CreatedAt, string Size, string Quality, string Background, string OutputFormat,
        long Seed, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? PartialImageIndex);

    private sealed record StreamError(string Type, ErrorBody Error);
}

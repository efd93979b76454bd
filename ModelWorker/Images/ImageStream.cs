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
    private static readonly byte[] Begun = ": drawing\n\n"u8.ToArray();

    private const string PartialEvent = ".partial_image";
    private const string CompletedEvent = ".completed";

    /// <summary>
    /// Writes the events. Until the first denoising step is done a failure is an ordinary error response, for until the response
    /// begins the gateway can still ask another worker; from then on whoever waits is told that the picture is being drawn.
    /// </summary>
    public async Task WriteAsync(HttpContext context, ImageParameters parameters, int partialImages)
    {
        // Unbounded, and it holds a few pictures at most: a slow client must not hold up the device.
        var formed = Channel.CreateUnbounded<RgbImage>();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var job = new ImageJob(parameters.Request(0, partialImages), context.RequestAborted, Forward);
        var drawing = DrawAsync();

        // The end reached already: done, or turned away by the queue, and then the status must say so.
        if (await Task.WhenAny(begun.Task, drawing).ConfigureAwait(false) == drawing || drawing.IsCompleted)
            await drawing.ConfigureAwait(false);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache";
        var body = context.Response.Body;
        // Proxies pass the headers on with the first byte; clients skip comments.
        await body.WriteAsync(Begun, context.RequestAborted).ConfigureAwait(false);
        await SseFormatter.WriteAsync(Events(formed.Reader, drawing, parameters), body, WriteData, context.RequestAborted).ConfigureAwait(false);
        // The response has begun: what goes wrong now can only be told as an event.
        if (await FailureOf(drawing).ConfigureAwait(false) is { } failure)
            await ErrorEvent.WriteAsync(body, failure, context.RequestAborted).ConfigureAwait(false);

        ValueTask Forward(DenoisingProgress progress)
        {
            begun.TrySetResult();
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

    private static void WriteData(SseItem<ImageEvent> item, IBufferWriter<byte> writer)
    {
        using var json = new Utf8JsonWriter(writer, new JsonWriterOptions { Encoder = Json.Snake.Encoder });
        JsonSerializer.Serialize(json, item.Data, Json.Snake);
    }

    private async IAsyncEnumerable<SseItem<ImageEvent>> Events(ChannelReader<RgbImage> formed, Task<DrawnImage> drawing, ImageParameters parameters)
    {
        var index = 0;
        var kind = parameters.Edited is null ? "image_generation" : "image_edit";
        await foreach (var picture in formed.ReadAllAsync().ConfigureAwait(false))
            yield return new SseItem<ImageEvent>(Event(kind + PartialEvent, picture, parameters, index++), kind + PartialEvent);
        await ((Task)drawing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (drawing.IsCompletedSuccessfully)
            yield return new SseItem<ImageEvent>(Event(kind + CompletedEvent, (await drawing.ConfigureAwait(false)).Image, parameters, null), kind + CompletedEvent);
    }

    private async Task<ApiError?> FailureOf(Task drawing)
    {
        try
        {
            await drawing.ConfigureAwait(false);
            return null;
        }
        catch (Exception exception)
        {
            return ErrorResponses.Of(exception, images.Unit.Name, options.Value.MaxRequestBytes, logger);
        }
    }

    private ImageEvent Event(string type, RgbImage picture, ImageParameters parameters, int? index) => new(
        type, Convert.ToBase64String(Png.Encode(picture)), time.GetUtcNow().ToUnixTimeSeconds(), parameters.Size.ToString(), "auto", "opaque", "png",
        parameters.Seed, index);

    private sealed record ImageEvent(
        string Type, [property: JsonPropertyName("b64_json")] string B64Json, long CreatedAt, string Size, string Quality, string Background, string OutputFormat,
        long Seed, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? PartialImageIndex);
}

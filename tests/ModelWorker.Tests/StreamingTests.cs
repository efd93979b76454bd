using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Inference.Images;
using Pjrt;

namespace ModelWorker.Tests;

public sealed class StreamingTests
{
    private static readonly object Request = new { prompt = "a", stream = true, partial_images = 2, seed = 9, num_inference_steps = 4 };

    private static async Task<HttpResponseMessage> OpenAsync(TestWorker worker, object? body = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/images/generations") { Content = System.Net.Http.Json.JsonContent.Create(body ?? Request) };
        return await worker.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    private static async IAsyncEnumerable<(string Type, JsonElement Data)> EventsAsync(HttpResponseMessage response)
    {
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)).EnumerateAsync(TestContext.Current.CancellationToken))
        {
            using var json = JsonDocument.Parse(item.Data);
            yield return (item.EventType, json.RootElement.Clone());
        }
    }

    private static byte Grey(JsonElement data) => Png.Decode(data.GetProperty("b64_json").GetBytesFromBase64())[0, 0].Red;

    [Fact]
    public async Task Partial_pictures_come_while_the_last_one_forms()
    {
        await using var worker = await TestWorker.StartAsync();
        worker.Pipeline.Hold();
        worker.Pipeline.Step();
        using var response = await OpenAsync(worker);
        await using var events = EventsAsync(response).GetAsyncEnumerator(TestContext.Current.CancellationToken);

        // Three of four steps are held back: this one must not have waited for them.
        Assert.True(await events.MoveNextAsync());
        Assert.Equal("image_generation.partial_image", events.Current.Type);
        Assert.Equal("image_generation.partial_image", events.Current.Data.GetProperty("type").GetString());
        Assert.Equal((0, 1), (events.Current.Data.GetProperty("partial_image_index").GetInt32(), Grey(events.Current.Data)));
        worker.Pipeline.Go();
        Assert.True(await events.MoveNextAsync());
        Assert.Equal((1, 2), (events.Current.Data.GetProperty("partial_image_index").GetInt32(), Grey(events.Current.Data)));
        Assert.True(await events.MoveNextAsync());
        Assert.Equal(("image_generation.completed", 9), (events.Current.Type, Grey(events.Current.Data)));
        Assert.Equal("image_generation.completed", events.Current.Data.GetProperty("type").GetString());
        Assert.False(events.Current.Data.TryGetProperty("partial_image_index", out _));
        Assert.False(await events.MoveNextAsync());
    }

    [Fact]
    public async Task The_response_begins_with_the_drawing_and_not_before()
    {
        await using var worker = await TestWorker.StartAsync();
        worker.Pipeline.Hold();
        var before = worker.ImageAsync(new { prompt = "first", num_inference_steps = 1 });
        await worker.UntilAsync(() => worker.Pipeline.Requests.Count == 1);
        var opening = OpenAsync(worker, new { prompt = "a", stream = true, partial_images = 0, num_inference_steps = 4 });
        await worker.UntilAsync(() => worker.Queue.Depth == 1);
        worker.Pipeline.Step();
        await before;
        await worker.UntilAsync(() => worker.Pipeline.Requests.Count == 2);
        Assert.False(opening.IsCompleted);

        // One step of four: nothing of the picture is there yet.
        worker.Pipeline.Step();
        using var response = await opening;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        worker.Pipeline.Go();
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith(": drawing\n\nevent: image_generation.completed\n", text);
    }

    [Fact]
    public async Task A_failure_before_the_first_event_has_a_status_and_later_is_an_event()
    {
        await using var worker = await TestWorker.StartAsync();
        worker.Pipeline.Failure = new PjrtException(PjrtErrorCode.Internal, "early");
        await TestWorker.ErrorAsync(await OpenAsync(worker), HttpStatusCode.ServiceUnavailable, "device_failed");

        worker.Pipeline.Hold();
        worker.Pipeline.Step();
        using var response = await OpenAsync(worker);
        worker.Pipeline.Failure = new PjrtException(PjrtErrorCode.Internal, "late");
        worker.Pipeline.Go();
        var last = ("", default(JsonElement));
        await foreach (var item in EventsAsync(response))
            last = item;
        Assert.Equal("error", last.Item1);
        Assert.Equal("server_error", last.Item2.GetProperty("error").GetProperty("type").GetString());
        Assert.Equal("error", last.Item2.GetProperty("type").GetString());
        Assert.Contains("flux-trn1", last.Item2.GetProperty("error").GetProperty("message").GetString());
        Assert.Equal("device_failed", last.Item2.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Events_escape_neither_plus_signs_nor_quotes()
    {
        await using var worker = await TestWorker.StartAsync();
        worker.Pipeline.Hold();
        worker.Pipeline.Step();
        using var response = await OpenAsync(worker);
        worker.Pipeline.Failure = new PjrtException(PjrtErrorCode.Internal, "late");
        worker.Pipeline.Go();
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("unit 'flux-trn1' failed", text);
        Assert.DoesNotContain("\\u00", text);
    }

    [Fact]
    public async Task A_client_that_leaves_stops_the_device_within_a_step()
    {
        await using var worker = await TestWorker.StartAsync();
        worker.Pipeline.Hold();
        worker.Pipeline.Step();
        using (await OpenAsync(worker))
        {
        }
        await worker.UntilAsync(async () => (await worker.GetAsync("/readiness")).IsSuccessStatusCode);
        await worker.UntilAsync(() => worker.Queue.Load == 0);
        Assert.True(worker.Pipeline.StepsDone <= 1 + 2, $"{worker.Pipeline.StepsDone}");
    }
}

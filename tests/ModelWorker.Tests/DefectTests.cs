using System.Net;
using System.Text.Json;
using Inference.Images;
using Pjrt;

namespace ModelWorker.Tests;

/// <summary>Mistakes that model servers of this kind have been run with; each test fails if one came back.</summary>
public sealed class DefectTests
{
    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    /// <summary>D5: whatever size was asked for, a thumbnail of 128 x 128 came back.</summary>
    [Theory]
    [InlineData("/v1/images/generations")]
    [InlineData("/generate")]
    [InlineData("/genimage")]
    [InlineData("/imagine")]
    public async Task Every_route_gives_a_picture_of_exactly_the_asked_size(string route)
    {
        await using var worker = await TestWorker.StartAsync();
        foreach (var (width, height) in new[] { (256, 144), (512, 512), (1024, 576) })
        {
            var size = $"{width}x{height}";
            using var response = route == "/imagine" ? await worker.GetAsync($"{route}?prompt=a&size={size}") : await worker.PostAsync(route, new { prompt = "a", size });
            Assert.True(response.IsSuccessStatusCode);
            var bytes = await response.Content.ReadAsByteArrayAsync(Ended);
            var picture = Png.Decode(route == "/imagine" ? bytes : Base64Of(bytes));
            Assert.Equal((width, height), (picture.Width, picture.Height));
        }

        static byte[] Base64Of(byte[] answer)
        {
            using var json = JsonDocument.Parse(answer);
            var root = json.RootElement;
            var text = root.TryGetProperty("image", out var image) || root.TryGetProperty("response", out image) ? image : root.GetProperty("data")[0].GetProperty("b64_json");
            return text.GetBytesFromBase64();
        }
    }

    /// <summary>D6: the way of errors raised an error of its own, and the client learnt nothing.</summary>
    [Theory]
    [InlineData("/v1/images/generations")]
    [InlineData("/generate")]
    [InlineData("/genimage")]
    [InlineData("/imagine?prompt=a")]
    public async Task A_failure_of_the_devices_is_said_and_the_next_request_is_served(string route)
    {
        await using var worker = await TestWorker.StartAsync();
        worker.Pipeline.Failure = new PjrtException(PjrtErrorCode.Internal, "a core stopped");
        await TestWorker.ErrorAsync(await AskAsync(), HttpStatusCode.ServiceUnavailable, "device_failed");
        Assert.True((await AskAsync()).IsSuccessStatusCode);

        Task<HttpResponseMessage> AskAsync() => route.Contains('?', StringComparison.Ordinal) ? worker.GetAsync(route) : worker.PostAsync(route, new { prompt = "a" });
    }

    /// <summary>D20: a shutdown of 5 s was shorter than one picture, so every scale-down lost some.</summary>
    [Fact]
    public async Task A_worker_that_stops_has_time_for_the_pictures_it_has()
    {
        Assert.True(new WorkerOptions().DrainTimeout >= TimeSpan.FromMinutes(1));
        await using var worker = await TestWorker.StartAsync();
        worker.Pipeline.Hold();
        var drawing = worker.ImageAsync(new { prompt = "a" });
        await worker.UntilAsync(() => worker.Pipeline.Requests.Count == 1);
        var stopping = worker.StopAsync();
        await worker.UntilAsync(async () => (await worker.GetAsync("/readiness")).StatusCode == HttpStatusCode.ServiceUnavailable);
        Assert.False(drawing.IsCompleted || stopping.IsCompleted);
        worker.Pipeline.Go();
        Assert.True((await drawing).IsSuccessStatusCode);
        await stopping;
    }

    /// <summary>D21: health was 200 as soon as the process was up, whatever had become of the model.</summary>
    [Fact]
    public async Task A_process_that_lives_without_its_model_is_not_ready_and_says_why()
    {
        var pipeline = new FakePipeline { LoadsAtOnce = false };
        await using var worker = await TestWorker.StartAsync(pipeline, waitUntilReady: false);
        Assert.True((await worker.GetAsync("/health")).IsSuccessStatusCode);
        using var unready = await worker.GetAsync("/readiness");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unready.StatusCode);
        using var refused = await worker.ImageAsync(new { prompt = "a" });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        pipeline.FinishLoading();
        await worker.UntilAsync(async () => (await worker.GetAsync("/readiness")).IsSuccessStatusCode);
    }

    /// <summary>D22: no limits: of bodies, of steps, of requests that wait.</summary>
    [Fact]
    public async Task Giants_are_refused()
    {
        await using var worker = await TestWorker.StartAsync(settings: ("Worker:MaxRequestBytes", "2000"));
        using var body = await worker.PostTextAsync($$"""{"prompt":"{{new string('a', 3000)}}"}""");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, body.StatusCode);
        await TestWorker.ErrorAsync(await worker.ImageAsync(new { prompt = "a", num_inference_steps = 1_000_000 }), HttpStatusCode.BadRequest, "invalid_value");
    }
}

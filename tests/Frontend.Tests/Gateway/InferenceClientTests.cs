using System.Net;
using System.Text.Json;
using Frontend.Gateway;
using Frontend.Tests.Stub;
using Shared;

namespace Frontend.Tests.Gateway;

public sealed class InferenceClientTests : IAsyncLifetime
{
    private static readonly GenerationRequest Request =
        new() { Model = "flux", Prompt = "a red circle", Size = "64x32", Steps = 10, Guidance = 3.5, Seed = 42 };

    private StubGateway _gateway = default!;
    private HttpClient _http = default!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await StubGateway.StartAsync();
        _http = new() { BaseAddress = _gateway.Address };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task A_picture_is_asked_for_in_OpenAIs_words_and_says_where_it_was_made()
    {
        var events = await GenerateAsync(_http);

        var origin = Assert.IsType<GenerationEvent.Accepted>(events[0]).Origin;
        Assert.Equal(new Origin("flux-g5", "flux-g5", "cost", 0.3037, 1), origin);
        Assert.Equal(3, events.OfType<GenerationEvent.Progressed>().Count());
        Assert.IsType<GenerationEvent.Completed>(events[^1]);
        var sent = Assert.Single(_gateway.Requests);
        var expected = JsonDocument.Parse("""
            {"model":"flux","prompt":"a red circle","size":"64x32","num_inference_steps":10,"guidance_scale":3.5,"seed":42,
             "response_format":"b64_json","stream":true,"partial_images":3}
            """).RootElement;
        Assert.True(JsonElement.DeepEquals(expected, sent), sent.ToString());
    }

    [Fact]
    public async Task An_answer_that_is_not_streamed_is_read_as_a_whole()
    {
        _gateway.Instead = Answer(200, """{"created": 1, "data": [{"b64_json": "AQI="}]}""");

        var events = await GenerateAsync(_http);

        Assert.Equal<byte>([1, 2], Assert.IsType<GenerationEvent.Completed>(events[^1]).Png);
    }

    [Theory]
    [InlineData(400, "size", "The request is not valid: size")]
    [InlineData(429, null, "All units are busy")]
    [InlineData(503, null, "No unit can serve this right now")]
    [InlineData(404, null, "There is no such model")]
    public async Task An_error_object_becomes_words(int status, string? parameter, string title)
    {
        var error = new { error = new { message = "Said why.", type = "t", param = parameter, code = "c" } };
        _gateway.Instead = Answer(status, JsonSerializer.Serialize(error));

        var exception = await Assert.ThrowsAsync<InferenceException>(() => GenerateAsync(_http));

        Assert.Equal(new Fault(title, "Said why.", "c", status == 503 ? TimeSpan.FromSeconds(7) : null), exception.Fault);
    }

    [Fact]
    public async Task A_gateway_that_is_not_there_is_named()
    {
        await _gateway.DisposeAsync();

        var exception = await Assert.ThrowsAsync<InferenceException>(() => GenerateAsync(_http));

        Assert.Equal("The gateway cannot be reached", exception.Fault.Title);
        Assert.Contains(_http.BaseAddress!.Authority, exception.Fault.Detail);
    }

    [Fact]
    public async Task A_stream_that_breaks_is_a_lost_connection()
    {
        _gateway.Before = (index, _) => index == 2 ? throw new InvalidOperationException("breaks") : Task.CompletedTask;

        var exception = await Assert.ThrowsAsync<InferenceException>(() => GenerateAsync(_http));

        Assert.Equal("The connection was lost", exception.Fault.Title);
    }

    [Fact]
    public async Task The_fleet_is_read_with_all_its_figures()
    {
        var fleet = await new InferenceClient(_http, TimeProvider.System).GetFleetAsync(TestContext.Current.CancellationToken);

        var unit = fleet.Find("flux-trn1")!;
        Assert.True(unit.IsReady);
        Assert.Equal(59, unit.Requests);
        Assert.Equal(["256x144", "512x512", "1024x576"], fleet.Sizes);
    }

    [Fact]
    public async Task A_fleet_without_its_prices_is_refused()
    {
        _gateway.Fleet = StubFleet.Three.Replace("\"pricePerHour\"", "\"price\"", StringComparison.Ordinal);

        var exception = await Assert.ThrowsAsync<InferenceException>(
            () => new InferenceClient(_http, TimeProvider.System).GetFleetAsync(TestContext.Current.CancellationToken));

        Assert.Equal("The answer cannot be read", exception.Fault.Title);
    }

    [Fact]
    public async Task A_gateway_that_does_not_answer_is_waited_for_as_long_as_the_clock_says()
    {
        var asked = new TaskCompletionSource();
        using var silent = new HttpClient(new SilentGateway(asked)) { BaseAddress = _gateway.Address };
        var time = new ManualTime();

        var fleet = new InferenceClient(silent, time).GetFleetAsync(TestContext.Current.CancellationToken);
        await asked.Task;
        time.Advance(TimeSpan.FromSeconds(5));

        // Sooner than by the real clock.
        await Assert.ThrowsAsync<InferenceException>(() => fleet.WaitAsync(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken));
    }

    private sealed class SilentGateway(TaskCompletionSource asked) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("It answers nothing.");
        }
    }

    private static Func<Microsoft.AspNetCore.Http.HttpContext, Task<bool>> Answer(int status, string json) => async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        if (status == (int)HttpStatusCode.ServiceUnavailable)
            context.Response.Headers.RetryAfter = "7";
        await context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(json));
        return true;
    };

    private static async Task<List<GenerationEvent>> GenerateAsync(HttpClient http) =>
        await new InferenceClient(http, TimeProvider.System).GenerateAsync(Request, TestContext.Current.CancellationToken).ToListAsync();
}

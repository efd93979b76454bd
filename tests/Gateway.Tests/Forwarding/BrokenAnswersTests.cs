using System.Net;
using System.Text.Json;
using Gateway.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Forwarding;

/// <summary>A worker that dies or falls silent in the middle of an answer is blamed, and the client can see that it has not all.</summary>
public class BrokenAnswersTests
{
    private const string Events = "text/event-stream";

    private static readonly (string, string) Impatient = ("Gateway:ActivityTimeout", "00:00:00.3");

    [Theory]
    [InlineData(true, "worker_lost")]
    [InlineData(false, "worker_timeout")]
    public async Task A_stream_of_events_ends_with_an_error_event(bool dies, string code)
    {
        await using var scene = await Scene.StartAsync(Impatient);
        using var response = await AskAsync(scene, Events, "event: partial\ndata: {\"step\":1}\n\n", dies);
        var last = (await response.TextAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries)[^1].Split('\n');
        Assert.Equal("event: error", last[0]);
        using var data = JsonDocument.Parse(last[1]["data: ".Length..]);
        Assert.Equal("error", data.RootElement.GetProperty("type").GetString());
        var error = data.RootElement.GetProperty("error");
        Assert.Equal((code, "server_error"), (error.GetProperty("code").GetString(), error.GetProperty("type").GetString()));
        Assert.Equal("Failed", scene.Gateway.Fleet.Unit("large")!.Workers[0].State.ToString());
    }

    [Theory]
    [InlineData(Events, "data: {\"b64_json\":\"iVBOR", true)]
    [InlineData(Events, "data: {\"b64_json\":\"iVBOR", false)]
    [InlineData("application/json", "{}\n\n", true)]
    [InlineData("application/json", "{}\n\n", false)]
    public async Task What_cannot_be_ended_is_broken_off(string type, string begin, bool dies)
    {
        await using var scene = await Scene.StartAsync(Impatient);
        using var response = await AskAsync(scene, type, begin, dies);
        await Assert.ThrowsAnyAsync<Exception>(response.TextAsync);
        Assert.Equal("Failed", scene.Gateway.Fleet.Unit("large")!.Workers[0].State.ToString());
    }

    [Fact]
    public async Task Over_http2_it_is_reset_as_an_internal_error_and_not_as_cancelled()
    {
        await using var scene = await Scene.StartAsync(Impatient, ("Kestrel:EndpointDefaults:Protocols", "Http2"));
        using var response = await AskAsync(scene, "application/json", "{}\n\n", dies: true, HttpVersion.Version20);
        Assert.Equal(HttpVersion.Version20, response.Version);
        var broken = await Assert.ThrowsAnyAsync<Exception>(response.TextAsync);
        var reset = Assert.IsType<HttpProtocolException>(broken as HttpProtocolException ?? broken.InnerException);
        // RFC 9113, section 7.
        Assert.Equal(0x2, reset.ErrorCode);
    }

    [Fact]
    public async Task A_worker_lost_before_its_first_event_is_replaced()
    {
        await using var scene = await Scene.StartAsync();
        scene["large"].Answer = async context =>
        {
            context.Response.ContentType = Events;
            await context.Response.StartAsync(context.RequestAborted);
            context.Abort();
        };
        using var response = await scene.Gateway.GenerateAsync();
        Assert.Equal((HttpStatusCode.OK, "ok"), (response.StatusCode, await response.TextAsync()));
    }

    [Fact]
    public async Task A_measurement_may_be_silent_for_longer_than_an_answer()
    {
        await using var scene = await Scene.StartAsync(TestFleets.Three, await TestFleets.WorkersAsync("large"), Impatient);
        var measured = new TaskCompletionSource();
        scene["large"].Answer = context => context.Request.Path.StartsWithSegments("/load")
            ? measured.Task.ContinueWith(_ => context.Response.WriteAsync("measured"), TestContext.Current.CancellationToken).Unwrap()
            : Task.Delay(Timeout.Infinite, context.RequestAborted);
        var measurement = scene.Gateway.Client.GetAsync("/load/100/infer/10", TestContext.Current.CancellationToken);
        // Asked later, and out of time while the other still waits.
        using (var late = await scene.Gateway.GenerateAsync()) Assert.Equal(HttpStatusCode.GatewayTimeout, late.StatusCode);
        measured.SetResult();
        using var response = await measurement;
        Assert.Equal("measured", await response.TextAsync());
    }

    private static async Task<HttpResponseMessage> AskAsync(Scene scene, string type, string begin, bool dies, Version? version = null)
    {
        var seen = new TaskCompletionSource();
        scene["large"].Answer = async context =>
        {
            context.Response.ContentType = type;
            await context.Response.WriteAsync(begin, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await seen.Task;
            if (!dies) await Task.Delay(Timeout.Infinite, context.RequestAborted);
            context.Abort();
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/generate") { Content = new StringContent("{}"), Version = version ?? HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        var response = await scene.Gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        seen.SetResult();
        return response;
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gateway.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests;

/// <summary>Mistakes that systems of this kind have been run with; each test fails if one came back.</summary>
public class DefectTests
{
    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    /// <summary>D5: whatever size was asked for, a thumbnail came back. Here a size is a promise: who cannot draw it gets no request for it.</summary>
    [Theory]
    [InlineData("256x144")]
    [InlineData("512x512")]
    public async Task The_size_that_was_asked_for_reaches_a_worker_that_draws_it(string size)
    {
        await using var scene = await Scene.StartAsync();
        foreach (var unit in TestFleets.Images)
        {
            scene[unit].Answer = async context =>
            {
                using var asked = await JsonDocument.ParseAsync(context.Request.Body, default, Ended);
                await context.Response.WriteAsync(asked.RootElement.GetProperty("size").GetString()!, Ended);
            };
        }

        for (var request = 0; request < 10; request++)
        {
            using var response = await scene.Gateway.GenerateAsync($$"""{"prompt":"a circle","size":"{{size}}"}""");
            Assert.Equal(size, await response.TextAsync());
            if (size == "512x512") Assert.NotEqual("small", response.Unit());
        }

        using var thumbnail = await scene.Gateway.GenerateAsync("""{"prompt":"a circle","size":"128x128"}""");
        Assert.Equal("unsupported_size", (await thumbnail.ErrorAsync()).Code);
    }

    /// <summary>D6: the way of errors failed itself. What a worker says went wrong is the answer, and the next request is served.</summary>
    [Fact]
    public async Task An_error_arrives_as_the_worker_said_it()
    {
        await using var scene = await Scene.StartAsync();
        const string Said = """{"error":{"message":"the devices failed","type":"server_error","param":null,"code":"device_failed"}}""";
        scene["large"].Answer = async context =>
        {
            context.Response.StatusCode = 500;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(Said, Ended);
        };
        using var failed = await scene.Gateway.GenerateAsync();
        Assert.Equal((HttpStatusCode.InternalServerError, Said), (failed.StatusCode, await failed.TextAsync()));
        scene["large"].Answer = context => context.Response.WriteAsync("drawn", Ended);
        using var next = await scene.Gateway.GenerateAsync();
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    /// <summary>D17: weights were sticky for 200 s, held per client, and one busy client defeated them.</summary>
    [Fact]
    public async Task One_busy_client_that_keeps_cookies_is_spread_by_the_weights()
    {
        await using var scene = await Scene.StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = true, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(scene.Gateway.Address) };
        client.DefaultRequestHeaders.Add("Cookie", "AWSALB=large");
        for (var request = 0; request < 100; request++)
        {
            using var response = await scene.Gateway.GenerateAsync(client: client);
            Assert.False(response.Headers.Contains("Set-Cookie"));
        }

        Assert.Equal((60, 30, 10), (scene["large"].Served, scene["middle"].Served, scene["small"].Served));
    }

    /// <summary>D20: "6 requests per second" were 6 at once. Here what is under way and what comes in a minute have names of their own.</summary>
    [Fact]
    public async Task At_once_and_a_minute_are_not_the_same_number()
    {
        await using var scene = await Scene.StartAsync();
        var go = new TaskCompletionSource();
        scene["large"].Answer = async context =>
        {
            await go.Task.WaitAsync(Ended);
            await context.Response.WriteAsync("drawn", Ended);
        };
        var requests = Enumerable.Range(0, 6).Select(_ => scene.Gateway.GenerateAsync(pin: "large")).ToArray();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ended);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (scene["large"].Served < 6) await Task.Delay(1, limit.Token);
        var during = (await scene.Gateway.GetFleetAsync()).Units[0];
        go.SetResult();
        foreach (var response in await Task.WhenAll(requests)) response.Dispose();
        var after = (await scene.Gateway.GetFleetAsync()).Units[0];
        Assert.Equal((6, 6, 0, 6), (during.Outstanding, during.RequestsPerMinute, after.Outstanding, after.RequestsPerMinute));
        // Six in a minute are a tenth of what one replica makes, however many of them were at once.
        Assert.Equal(0.1, after.Load, 6);
    }

    /// <summary>D21: health was 200 as soon as the process was up, and so requests went to models that had failed.</summary>
    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_process_that_lives_and_whose_model_failed_gets_nothing(int readiness)
    {
        var workers = await TestFleets.WorkersAsync(TestFleets.Images);
        workers["large"][0].Readiness = readiness;
        await using var scene = await Scene.StartAsync(TestFleets.Three, workers);
        await scene.Gateway.WaitAsync(fleet => fleet.Unit("large")!.Workers[0].Reason != "has not answered yet");
        for (var request = 0; request < 20; request++)
        {
            using var response = await scene.Gateway.GenerateAsync();
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Equal(0, scene["large"].Served);
        Assert.Equal(readiness == 500 ? "failed" : "starting", (await scene.Gateway.GetFleetAsync()).Units[0].State);
    }

    /// <summary>D22: no streaming, no keys, no limits.</summary>
    [Fact]
    public async Task Strangers_and_giants_are_refused_and_streams_stream()
    {
        await using var scene = await Scene.StartAsync(("Gateway:ManagementKey", "manage"), ("Gateway:InferenceKeys:0", "infer"), ("Gateway:BodyLimit", "1000"));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(null, """{"prompt":"a"}"""));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("infer", """{"prompt":"a"}"""));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await AskAsync("infer", $$"""{"prompt":"{{new string('a', 1000)}}"}"""));

        var go = new TaskCompletionSource();
        foreach (var unit in TestFleets.Images)
        {
            scene[unit].Answer = async context =>
            {
                context.Response.ContentType = "text/event-stream";
                await context.Response.WriteAsync("data: 1\n\n", Ended);
                await context.Response.Body.FlushAsync(Ended);
                await go.Task.WaitAsync(Ended);
                await context.Response.WriteAsync("data: 2\n\n", Ended);
            };
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/images/generations") { Content = new StringContent("""{"prompt":"a","stream":true}""") };
        using var response = await scene.Gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ended);
        using var events = new StreamReader(await response.Content.ReadAsStreamAsync(Ended));
        Assert.Equal("data: 1", await events.ReadLineAsync(Ended));
        go.SetResult();
        Assert.Contains("data: 2", await events.ReadToEndAsync(Ended), StringComparison.Ordinal);

        async Task<HttpStatusCode> AskAsync(string? key, string body)
        {
            using var asking = new HttpRequestMessage(HttpMethod.Post, "/v1/images/generations") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            asking.Headers.Host = "elsewhere.example";
            if (key is not null) asking.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var answer = await scene.Gateway.Client.SendAsync(asking, Ended);
            return answer.StatusCode;
        }
    }
}

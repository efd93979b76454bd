using System.Globalization;
using System.Net;
using System.Text;
using Gateway.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Forwarding;

/// <summary>What passes the gateway, and how.</summary>
public class PassThroughTests
{
    [Fact]
    public async Task Every_answer_says_where_it_comes_from_and_why()
    {
        await using var scene = await Scene.StartAsync();
        scene["large"].Answer = context =>
        {
            context.Response.Headers[InferenceHeaders.Unit] = "an impostor";
            return Task.CompletedTask;
        };
        using var response = await scene.Gateway.GenerateAsync();
        Assert.Equal("large", response.Unit());
        Assert.Equal("large", response.Header(InferenceHeaders.Worker));
        Assert.Equal("cost", response.Header(InferenceHeaders.Mode));
        Assert.Equal(0.6, double.Parse(response.Header(InferenceHeaders.Weight)!, CultureInfo.InvariantCulture), 12);
        Assert.Equal("1", response.Header(InferenceHeaders.Attempts));
    }

    [Fact]
    public async Task Events_of_a_stream_arrive_one_by_one()
    {
        await using var scene = await Scene.StartAsync();
        using var next = new SemaphoreSlim(0);
        scene["large"].Answer = async context =>
        {
            context.Response.ContentType = "text/event-stream";
            for (var number = 0; number < 5; number++)
            {
                await context.Response.WriteAsync($"data: {number}\n\n");
                await context.Response.Body.FlushAsync(context.RequestAborted);
                // Goes on only when the client has read this one: a gateway that buffers hangs here.
                await next.WaitAsync(context.RequestAborted);
            }
        };

        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/images/generations") { Content = new StringContent("""{"stream":true}""") };
        using var response = await scene.Gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        for (var number = 0; number < 5; number++)
        {
            Assert.Equal($"data: {number}", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
            Assert.Equal("", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
            next.Release();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_that_leaves_takes_its_request_with_it(bool inTheMiddle)
    {
        await using var scene = await Scene.StartAsync();
        var arrived = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        scene["large"].Answer = async context =>
        {
            context.RequestAborted.Register(cancelled.SetResult);
            if (inTheMiddle)
            {
                await context.Response.WriteAsync("half");
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }

            arrived.SetResult();
            await cancelled.Task;
        };

        using var leave = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/generate") { Content = new StringContent("{}") };
        var sent = scene.Gateway.Client.SendAsync(request, HttpCompletionOption.ResponseContentRead, leave.Token);
        await arrived.Task;
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.True(scene.Gateway.Fleet.Unit("large")!.Workers[0].IsReady);
        Assert.Equal(0, scene["middle"].Served + scene["small"].Served);
    }

    [Fact]
    public async Task A_trace_goes_on_through_the_gateway()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        const string Span = "b7ad6b7169203331";
        // Spans are made when they are sent somewhere, be it where nobody listens.
        await using var scene = await Scene.StartAsync(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"));
        var seen = "";
        scene["large"].Answer = context =>
        {
            seen = context.Request.Headers.TraceParent.ToString();
            return Task.CompletedTask;
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/generate") { Content = new StringContent("{}") };
        request.Headers.Add("traceparent", $"00-{Trace}-{Span}-01");
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler { ActivityHeadersPropagator = null });
        request.RequestUri = new Uri(scene.Gateway.Address + "/generate");
        using var response = await invoker.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Contains(Trace, seen, StringComparison.Ordinal);
        Assert.DoesNotContain(Span, seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_query_and_headers_reach_the_worker_but_keys_do_not()
    {
        await using var scene = await Scene.StartAsync();
        string? seen = null;
        scene["large"].Answer = async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var headers = context.Request.Headers;
            seen = $"{context.Request.Path}{context.Request.QueryString} {await reader.ReadToEndAsync(context.RequestAborted)} {headers["X-Own"]}|{headers.Authorization}|{headers[InferenceHeaders.Unit]}";
        };

        using var request = new HttpRequestMessage(HttpMethod.Post, "/generate?x=1") { Content = new StringContent("""{"prompt":"ä"}""") };
        request.Headers.Add("X-Own", "own");
        request.Headers.Add("Authorization", "Bearer secret");
        request.Headers.Add(InferenceHeaders.Unit, "large");
        request.Headers.TransferEncodingChunked = true;
        using var response = await scene.Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""/generate?x=1 {"prompt":"ä"} own||""", seen);
    }

    [Fact]
    public async Task A_header_beyond_ASCII_reaches_the_worker()
    {
        await using var scene = await Scene.StartAsync();
        var seen = "";
        scene["large"].Answer = context =>
        {
            seen = context.Request.Headers["X-User"].ToString();
            return Task.CompletedTask;
        };
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 });
        using var request = new HttpRequestMessage(HttpMethod.Post, scene.Gateway.Address + "/generate") { Content = new StringContent("{}") };
        request.Headers.Add("X-User", "José");
        using var response = await invoker.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, "large", "José"), (response.StatusCode, response.Unit(), seen));
        Assert.True(scene.Gateway.Fleet.Unit("large")!.Workers[0].IsReady);
    }
}

using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Frontend.Tests.Stub;

/// <summary>Answers as the gateway does, on a real port; tests decide what happens between the partial pictures.</summary>
internal sealed class StubGateway : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StubGateway(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>Called before partial picture 0, 1, 2 and before the whole picture (3).</summary>
    public Func<int, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Answers instead of the stub when it returns true.</summary>
    public Func<HttpContext, Task<bool>> Instead { get; set; } = _ => Task.FromResult(false);

    /// <summary>Body of <c>GET /fleet</c>.</summary>
    public string Fleet { get; set; } = StubFleet.Three;

    public StubManagement Management { get; private set; } = new();

    public string Models { get; set; } = """{"object":"list","data":[{"id":"flux","object":"model","sizes":["256x144","512x512","1024x576"]}]}""";

    public ConcurrentQueue<JsonElement> Requests { get; } = new();

    public ConcurrentQueue<string> TraceParents { get; } = new();

    /// <summary>Completes when a client goes away in the middle of a picture.</summary>
    public TaskCompletionSource Abandoned { get; private set; } = new();

    public static async Task<StubGateway> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        // What a test leaves open is cut, not waited for.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        var app = builder.Build();
        var stub = new StubGateway(app);
        app.MapGet("/fleet", async context => await stub.AnswerAsync(context, () => stub.LookAsync(context)));
        app.MapGet("/fleet/decisions", async context => await stub.AnswerAsync(context, () => stub.Management.FollowAsync(context)));
        app.MapMethods("/fleet/{**change}", ["PUT", "POST"], async context => await stub.AnswerAsync(context, () => stub.ChangeAsync(context)));
        app.MapGet("/v1/models", async context => await stub.AnswerAsync(context, () => JsonAsync(context, stub.Models)));
        app.MapPost("/v1/images/generations", async context => await stub.AnswerAsync(context, () => stub.GenerateAsync(context)));
        await app.StartAsync();
        return stub;
    }

    public void Reset()
    {
        Before = (_, _) => Task.CompletedTask;
        Instead = _ => Task.FromResult(false);
        Fleet = StubFleet.Three;
        Management.Restart();
        Management = new();
        Requests.Clear();
        TraceParents.Clear();
        Abandoned = new();
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, Func<Task> usual)
    {
        if (!await Instead(context))
            await usual();
    }

    private Task LookAsync(HttpContext context) => Management.MayLook(context.Request)
        ? JsonAsync(context, Fleet.Replace("\"mayManage\": true", $"\"mayManage\": {(Management.MayManage(context.Request) ? "true" : "false")}", StringComparison.Ordinal))
        : RefuseAsync(context);

    private async Task ChangeAsync(HttpContext context)
    {
        if (await Management.ChangeAsync(context.Request, Fleet) is { } changed)
            await JsonAsync(context, Fleet = changed);
        else
            await RefuseAsync(context);
    }

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return JsonAsync(context, """{"error": {"message": "Send a key.", "type": "invalid_request_error", "code": "unauthorized"}}""");
    }

    private static Task JsonAsync(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }

    private async Task GenerateAsync(HttpContext context)
    {
        var request = (await JsonDocument.ParseAsync(context.Request.Body)).RootElement.Clone();
        Requests.Enqueue(request);
        TraceParents.Enqueue(context.Request.Headers.TraceParent.ToString());
        var size = request.GetProperty("size").GetString()!;
        int[] sides = [.. size.Split('x').Select(int.Parse)];
        var (unit, weight) = StubFleet.Route(size);
        var headers = context.Response.Headers;
        headers["X-Inference-Unit"] = unit;
        headers["X-Inference-Worker"] = unit;
        headers["X-Inference-Mode"] = "cost";
        headers["X-Inference-Weight"] = weight;
        headers["X-Inference-Attempts"] = "1";
        headers.ContentType = "text/event-stream";
        try
        {
            await context.Response.Body.FlushAsync(context.RequestAborted);
            for (var index = 0; index < 3; index++)
            {
                await Before(index, context.RequestAborted);
                await SendAsync("partial_image", $", \"partial_image_index\": {index}", TestPng.Draw(sides[0], sides[1], (index + 1) / 4.0));
            }
            await Before(3, context.RequestAborted);
            await SendAsync("completed", "", TestPng.Draw(sides[0], sides[1], 1));
        }
        catch (OperationCanceledException)
        {
            Abandoned.TrySetResult();
        }

        async Task SendAsync(string kind, string more, byte[] png)
        {
            var data = $$"""{"type": "image_generation.{{kind}}", "b64_json": "{{Convert.ToBase64String(png)}}"{{more}}}""";
            await context.Response.WriteAsync($"event: image_generation.{kind}\ndata: {data}\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }
}

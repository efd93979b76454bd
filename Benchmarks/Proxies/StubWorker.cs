using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Benchmarks.Proxies;

/// <summary>
/// A worker at two addresses that computes nothing: it answers at once or, asked for a stream, with a first event and,
/// once it is told to, with the last.
/// </summary>
internal static class StubWorker
{
    /// <summary>Says how many inference requests came to each address so far.</summary>
    public const string Counts = "/counts";

    /// <summary>Ends all streams that are open, and lets new ones open.</summary>
    public const string Release = "/release";

    private static readonly byte[] Answer = Encoding.UTF8.GetBytes($$"""{"created":0,"data":[{"b64_json":"{{new string('A', 1000)}}"}]}""");
    private static readonly byte[] First = "event: image_generation.partial_image\ndata: {\"partial_image_index\":0}\n\n"u8.ToArray();
    private static readonly byte[] Last = "event: image_generation.completed\ndata: {}\n\n"u8.ToArray();

    public static WebApplication Build(WebApplicationBuilder builder)
    {
        var counts = new long[2];
        var second = 0;
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var app = builder.Build();
        app.MapGet("/readiness", () => "ready");
        app.MapGet("/v1/models", () => Results.Json(new { data = new[] { new { id = "flux", emulated = true } } }));
        app.MapGet(Counts, () => $"{Interlocked.Read(ref counts[0])} {Interlocked.Read(ref counts[1])}");
        app.MapPost(Release, () => Interlocked.Exchange(ref open, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult());
        // Where traces, metrics and logs go.
        app.MapPost("/v1/{signal}", () => { });
        app.MapPost("/v1/images/generations", async context =>
        {
            if (second == 0) second = new Uri(app.Urls.Last()).Port;
            Interlocked.Increment(ref counts[context.Connection.LocalPort == second ? 1 : 0]);
            await context.Request.Body.CopyToAsync(Stream.Null);
            if (context.Request.Query.ContainsKey("stream"))
                await StreamAsync(context.Response, Volatile.Read(ref open).Task);
            else
                await AnswerAsync(context.Response);
        });
        return app;
    }

    private static async Task AnswerAsync(HttpResponse response)
    {
        response.ContentType = "application/json";
        response.ContentLength = Answer.Length;
        await response.Body.WriteAsync(Answer);
    }

    private static async Task StreamAsync(HttpResponse response, Task released)
    {
        response.ContentType = "text/event-stream";
        // nginx would wait for more of it otherwise.
        response.Headers["X-Accel-Buffering"] = "no";
        await response.Body.WriteAsync(First);
        await response.Body.FlushAsync();
        await released;
        await response.Body.WriteAsync(Last);
    }
}

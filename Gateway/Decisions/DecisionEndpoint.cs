using System.Text.Json;
using Gateway.Forwarding;

namespace Gateway.Decisions;

/// <summary>
/// <c>GET /fleet/decisions</c>: what was decided and is decided, as server-sent events, each named by its kind. Starts
/// after <c>Last-Event-ID</c>, so that a browser that connects again misses nothing.
/// </summary>
internal static class DecisionEndpoint
{
    // Proxies cut what is silent for a minute.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapDecisions(this IEndpointRouteBuilder fleet) => fleet.MapGet("/decisions", FollowAsync);

    private static async Task FollowAsync(HttpContext context, DecisionLog log, TimeProvider time, IHostApplicationLifetime lifetime)
    {
        // It would never end by itself, and is no work to be waited for.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        _ = long.TryParse(context.Request.Headers["Last-Event-ID"], out var id);
        context.Response.ContentType = EventStream.MediaType;
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            await SendAsync(context.Response, ": decisions of this gateway\n\n"u8.ToArray(), end.Token).ConfigureAwait(false);
            await using var decisions = log.FollowAsync(id, end.Token).GetAsyncEnumerator(end.Token);
            while (true)
            {
                var next = decisions.MoveNextAsync().AsTask();
                while (await Task.WhenAny(next, Task.Delay(Silence, time, end.Token)).ConfigureAwait(false) != next && !end.IsCancellationRequested)
                    await SendAsync(context.Response, ":\n\n"u8.ToArray(), end.Token).ConfigureAwait(false);
                if (!await next.ConfigureAwait(false)) return;
                await SendAsync(context.Response, Event(decisions.Current), end.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
        }
    }

    private static byte[] Event(Decision decision) =>
    [
        .. "event: "u8, .. JsonSerializer.SerializeToUtf8Bytes(decision.Kind, Json).AsSpan()[1..^1], .. "\nid: "u8, .. JsonSerializer.SerializeToUtf8Bytes(decision.Id),
        .. "\ndata: "u8, .. JsonSerializer.SerializeToUtf8Bytes(decision, Json), .. "\n\n"u8,
    ];

    private static async Task SendAsync(HttpResponse response, byte[] text, CancellationToken cancellation)
    {
        await response.Body.WriteAsync(text, cancellation).ConfigureAwait(false);
        await response.Body.FlushAsync(cancellation).ConfigureAwait(false);
    }
}

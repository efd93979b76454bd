using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Frontend.Tests.Stub;

/// <summary>The gateway's management: it judges who asks as the gateway does, and changes the fleet that is told.</summary>
internal sealed class StubManagement
{
    private readonly Lock _lock = new();
    private List<string> _decisions = [];
    private TaskCompletionSource _more = New();
    private CancellationTokenSource _streams = new();

    /// <summary>The management key.</summary>
    public const string Key = "of-the-management";

    /// <summary>A key that opens a look at the fleet alone.</summary>
    public const string InferenceKey = "of-an-application";

    /// <summary>Whether who is on the gateway's machine needs no key.</summary>
    public bool TrustsLoopback { get; set; } = true;

    /// <summary>Changes that were taken: method, path and body.</summary>
    public ConcurrentQueue<string> Changes { get; } = new();

    public bool MayManage(HttpRequest request) =>
        (TrustsLoopback && !request.Headers.ContainsKey("Forwarded")) || request.Headers.Authorization == $"Bearer {Key}";

    /// <summary>Whoever asks for himself may look, as if the frontend had a key of its own; for another, that one's key decides.</summary>
    public bool MayLook(HttpRequest request) =>
        MayManage(request) || request.Headers.Authorization == $"Bearer {InferenceKey}" || (request.Headers.Authorization.Count == 0 && !request.Headers.ContainsKey("Forwarded"));

    /// <summary>The fleet after a change, or null when who asks may not.</summary>
    public async Task<string?> ChangeAsync(HttpRequest request, string fleet)
    {
        if (!MayManage(request))
            return null;
        var body = await JsonNode.ParseAsync(request.Body);
        Changes.Enqueue($"{request.Method} {request.Path} {body!.ToJsonString()}");
        var json = JsonNode.Parse(fleet)!;
        switch (request.Path.Value!.Split('/'))
        {
            case [_, _, "mode"]:
                (json["mode"], json["chosenMode"]) = (body["mode"]!.DeepClone(), body["mode"]!.DeepClone());
                break;
            case [_, _, "capacity"]:
                var lacks = !body["available"]!.GetValue<bool>();
                Set(Unit(json, body["unit"]!.GetValue<string>()), lacks ? "short" : "ready", lacks ? "it was reported by hand" : null);
                (json["mode"], json["chosenMode"]) = (lacks ? "capacity" : "cost", "cost");
                break;
            case [_, _, _, var name, "devices"]:
                Unit(json, name)["workers"]![0]!["faultyDevices"] = body["device"] is { } device ? new JsonArray(device.DeepClone()) : new JsonArray();
                break;
            case [_, _, _, var name]:
                Unit(json, name)["state"] = body["state"]!.GetValue<string>() == "drained" ? "drained" : "ready";
                break;
        }
        return json.ToJsonString();

        static void Set(JsonNode unit, string state, string? shortage) => (unit["state"], unit["shortage"]) = (state, shortage);
    }

    /// <summary>Tells of a decision, those who follow included.</summary>
    public void Decide(string kind, string? unit, string what, string reason, object? inputs = null)
    {
        lock (_lock)
        {
            var id = _decisions.Count + 1;
            var data = JsonSerializer.Serialize(new { id, time = DateTimeOffset.UtcNow, kind, unit, what, reason, inputs }, JsonSerializerOptions.Web);
            _decisions.Add($"event: {kind}\nid: {id}\ndata: {data}\n\n");
            var waiting = _more;
            _more = New();
            waiting.SetResult();
        }
    }

    /// <summary>Answers <c>GET /fleet/decisions</c>.</summary>
    public async Task FollowAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _streams.Token);
        try
        {
            await context.Response.WriteAsync(": decisions\n\n", end.Token);
            for (var told = 0; ;)
            {
                string[] news;
                Task more;
                lock (_lock)
                    (news, more) = ([.. _decisions.Skip(told)], _more.Task);
                foreach (var decision in news)
                    await context.Response.WriteAsync(decision, end.Token);
                await context.Response.Body.FlushAsync(end.Token);
                told += news.Length;
                await more.WaitAsync(end.Token);
            }
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }

    /// <summary>Ends the streams that there are, and forgets what was decided, as a gateway that starts anew.</summary>
    public void Restart()
    {
        lock (_lock)
        {
            _decisions = [];
            var ended = _streams;
            _streams = new();
            ended.Cancel();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static JsonNode Unit(JsonNode fleet, string name) => fleet["units"]!.AsArray().First(unit => unit!["name"]!.GetValue<string>() == name)!;
}

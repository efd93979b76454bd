using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Gateway.Tests.Hosting;

namespace Gateway.Tests.Decisions;

public class DecisionEndpointTests
{
    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_set_by_hand_is_a_decision()
    {
        await using var scene = await Scene.StartAsync();
        await using var events = await EventsAsync(scene, last: null);
        await PutAsync(scene, "/fleet/mode", new { mode = "capacity" });
        // What is so already is not decided again.
        await PutAsync(scene, "/fleet/mode", new { mode = "capacity" });
        await PutAsync(scene, "/fleet/units/large", new { state = "drained" });

        var mode = await NextAsync(events, "mode");
        Assert.Equal(("cost → capacity", "it was set by hand"), (mode.GetProperty("what").GetString(), mode.GetProperty("reason").GetString()));
        var unit = await NextAsync(events, "unit");
        Assert.Equal(("large", "drained", "unit"), (unit.GetProperty("unit").GetString(), unit.GetProperty("what").GetString(), unit.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task Who_comes_back_misses_nothing()
    {
        await using var scene = await Scene.StartAsync();
        await PutAsync(scene, "/fleet/mode", new { mode = "capacity" });
        await using var all = await EventsAsync(scene, last: null);
        var first = await NextAsync(all, "mode");
        await PutAsync(scene, "/fleet/mode", new { mode = "static" });
        await using var rest = await EventsAsync(scene, last: $"{first.GetProperty("id").GetInt64()}");
        Assert.Equal("capacity → static", (await NextAsync(rest, "mode")).GetProperty("what").GetString());
    }

    private static async Task<IAsyncEnumerator<SseItem<string>>> EventsAsync(Scene scene, string? last)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/fleet/decisions");
        if (last is not null) request.Headers.Add("Last-Event-ID", last);
        var response = await scene.Gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ended);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        return SseParser.Create(await response.Content.ReadAsStreamAsync(Ended)).EnumerateAsync(Ended).GetAsyncEnumerator(Ended);
    }

    /// <summary>The next event of a kind; what workers and weights do meanwhile is passed over.</summary>
    private static async Task<JsonElement> NextAsync(IAsyncEnumerator<SseItem<string>> events, string kind)
    {
        do Assert.True(await events.MoveNextAsync());
        while (events.Current.EventType != kind);
        var json = JsonDocument.Parse(events.Current.Data).RootElement;
        Assert.Equal(events.Current.EventId, $"{json.GetProperty("id").GetInt64()}");
        return json;
    }

    private static async Task PutAsync(Scene scene, string path, object body)
    {
        using var response = await scene.Gateway.Client.PutAsJsonAsync(path, body, Ended);
        response.EnsureSuccessStatusCode();
    }
}

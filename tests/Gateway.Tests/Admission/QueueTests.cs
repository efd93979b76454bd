using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Gateway.Access;
using Gateway.Admission;
using Gateway.Tests.Hosting;
using Gateway.Units;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Admission;

/// <summary>Workers get a few requests each; the rest waits its turn here, the most urgent first, in a queue with an end.</summary>
public sealed class QueueTests : IDisposable
{
    private readonly string _keys = Path.GetTempFileName();
    private readonly SemaphoreSlim _open = new(0);
    private readonly ConcurrentQueue<string> _begun = new();

    public void Dispose()
    {
        File.Delete(_keys);
        _open.Dispose();
    }

    [Fact]
    public async Task The_most_urgent_goes_first_and_among_equals_who_came_first()
    {
        await using var scene = await StartAsync();
        var answers = new List<Task<HttpResponseMessage>> { await SendAsync(scene, "low", "first", waiting: 0) };
        foreach (var (index, (key, prompt)) in new[] { ("low", "l1"), ("normal", "n1"), ("high", "h1"), ("low", "l2"), ("high", "h2"), ("normal", "n2") }.Index())
            answers.Add(await SendAsync(scene, key, prompt, waiting: index + 1));
        _open.Release(answers.Count);
        foreach (var answer in answers) Assert.Equal(HttpStatusCode.OK, (await answer).StatusCode);
        Assert.Equal(["first", "h1", "h2", "n1", "n2", "l1", "l2"], _begun);
    }

    [Fact]
    public async Task A_full_queue_keeps_out_who_is_less_urgent()
    {
        await using var scene = await StartAsync(("Gateway:Admission:Queue", "2"));
        var working = await SendAsync(scene, "low", "first", waiting: 0);
        var low = await SendAsync(scene, "low", "l1", waiting: 1);
        var normal = await SendAsync(scene, "normal", "n1", waiting: 2);
        await RefusedAsync(await SendAsync(scene, "low", "l2", waiting: 2), "queue_full");

        // Somebody more urgent takes the place of the least urgent.
        var high = await SendAsync(scene, "high", "h1", waiting: 2);
        await RefusedAsync(low, "queue_full");
        var higher = await SendAsync(scene, "high", "h2", waiting: 2);
        await RefusedAsync(normal, "queue_full");
        await RefusedAsync(await SendAsync(scene, "high", "h3", waiting: 2), "queue_full");

        _open.Release(3);
        Assert.All(await Task.WhenAll(working, high, higher), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(["first", "h1", "h2"], _begun);
    }

    [Fact]
    public async Task Nobody_waits_for_ever()
    {
        await using var scene = await StartAsync(("Gateway:Admission:QueueTime", "00:00:00.05"));
        var working = await SendAsync(scene, "normal", "first", waiting: 0);
        await RefusedAsync(SendAsync(scene, "normal", "late"), "queue_timeout");
        _open.Release(2);
        Assert.Equal(HttpStatusCode.OK, (await working).StatusCode);
        // The answer is whole a moment before its place is free, and on a busy machine that is too late.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while ((await SendAsync(scene, "normal", "again")).StatusCode != HttpStatusCode.OK) await Task.Delay(10, limit.Token);
        Assert.Equal(["first", "again"], _begun);
    }

    /// <summary>A scaler adds replicas by what is asked for, which is more than what workers get.</summary>
    [Fact]
    public async Task Who_waits_or_is_sent_away_counts_as_load_and_once()
    {
        await using var scene = await StartAsync(("Gateway:Admission:Queue", "2"));
        var served = scene.Gateway.Fleet.Unit("large")!.Served(TestFleets.Three.Models[0].Sizes[0]);
        var answers = new List<Task<HttpResponseMessage>> { await SendAsync(scene, "normal", "first", waiting: 0) };
        for (var waiting = 1; waiting <= 2; waiting++) answers.Add(await SendAsync(scene, "normal", "waits", waiting));
        await RefusedAsync(SendAsync(scene, "normal", "refused"), "queue_full");
        Assert.Equal(4, served.AskedInLastMinute);
        _open.Release(3);
        foreach (var answer in answers) Assert.Equal(HttpStatusCode.OK, (await answer).StatusCode);
        Assert.Equal(4, served.AskedInLastMinute);
    }

    [Fact]
    public async Task A_stop_sends_away_who_waits()
    {
        await using var scene = await StartAsync();
        var working = await SendAsync(scene, "normal", "first", waiting: 0);
        var waits = await SendAsync(scene, "normal", "second", waiting: 1);
        var stopping = scene.Gateway.StopAsync(TimeSpan.FromSeconds(2));
        using var response = await waits;
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "gateway_stopping"), (response.StatusCode, (await response.ErrorAsync()).Code));
        Assert.NotNull(response.Headers.RetryAfter);
        _open.Release();
        await Task.WhenAll(working, stopping).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Who_leaves_makes_room()
    {
        await using var scene = await StartAsync();
        var working = await SendAsync(scene, "normal", "first", waiting: 0);
        using var client = new CancellationTokenSource();
        var gone = SendAsync(scene, "normal", "gone", client);
        await WaitingAsync(scene, 1);
        var stays = await SendAsync(scene, "normal", "stays", waiting: 2);
        await client.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        await WaitingAsync(scene, 1);
        _open.Release(2);
        Assert.All(await Task.WhenAll(working, stays), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(["first", "stays"], _begun);
    }

    [Fact]
    public async Task A_worker_that_becomes_ready_takes_who_waits()
    {
        var workers = await TestFleets.WorkersAsync("large", "middle");
        workers["middle"][0].Readiness = 503;
        await using var scene = await StartAsync(workers, ("Gateway:ProbeInterval", "00:00:00.05"));
        var working = await SendAsync(scene, "normal", "first", waiting: 0);
        var waits = await SendAsync(scene, "normal", "second", waiting: 1);
        workers["middle"][0].Readiness = 200;
        await WaitingAsync(scene, 0);
        _open.Release(2);
        Assert.All(await Task.WhenAll(working, waits), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Fact]
    public async Task When_nothing_is_ready_nobody_waits_for_a_turn()
    {
        await using var scene = await StartAsync();
        var working = await SendAsync(scene, "normal", "first", waiting: 0);
        var waits = await SendAsync(scene, "normal", "second", waiting: 1);
        scene.Gateway.Fleet.Unit("large")!.Drained = true;
        using var refused = await waits;
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not_ready"), (refused.StatusCode, (await refused.ErrorAsync()).Code));
        _open.Release();
        Assert.Equal(HttpStatusCode.OK, (await working).StatusCode);
    }

    [Fact]
    public async Task Overload_of_a_hundred_clients_loses_nobody()
    {
        await using var scene = await StartAsync(("Gateway:Admission:Queue", "20"));
        var most = 0;
        var now = 0;
        scene["large"].Answer = async context =>
        {
            var with = Interlocked.Increment(ref now);
            InterlockedMax(ref most, with);
            await Task.Yield();
            Interlocked.Decrement(ref now);
            await context.Response.WriteAsync("ok", context.RequestAborted);
        };
        var counts = new ConcurrentDictionary<HttpStatusCode, int>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 600), new ParallelOptions { MaxDegreeOfParallelism = 100, CancellationToken = TestContext.Current.CancellationToken }, async (_, _) =>
        {
            using var response = await SendAsync(scene, "normal", "x");
            counts.AddOrUpdate(response.StatusCode, 1, (_, count) => count + 1);
            if (response.StatusCode == HttpStatusCode.TooManyRequests) Assert.NotNull(response.Headers.RetryAfter);
        });
        Assert.Equal(600, counts.GetValueOrDefault(HttpStatusCode.OK) + counts.GetValueOrDefault(HttpStatusCode.TooManyRequests));
        Assert.Equal((1, counts[HttpStatusCode.OK], 0), (most, scene["large"].Served, Queue(scene).Waiting));
    }

    private async Task<Scene> StartAsync(params (string Key, string Value)[] settings) => await StartAsync(await TestFleets.WorkersAsync("large"), settings);

    private async Task<Scene> StartAsync(Dictionary<string, StubWorker[]> workers, params (string Key, string Value)[] settings)
    {
        await File.WriteAllTextAsync(_keys, $$"""
            { "tenants": { "shop": { "keys": { {{string.Join(", ", new[] { "low", "normal", "high" }.Select(key => $"\"{key}\": {{ \"hash\": \"{KeyHash.Of(key)}\", \"priority\": \"{key}\" }}"))}} } } } }
            """, TestContext.Current.CancellationToken);
        foreach (var worker in workers.Values.SelectMany(stubs => stubs)) worker.Answer = AnswerAsync;
        return await Scene.StartAsync(TestFleets.Three, workers, [("Gateway:Keys:Path", _keys), ("Gateway:Admission:PerWorker", "1"), .. settings]);
    }

    /// <summary>A worker that says what it begins, and ends when the test lets it.</summary>
    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new StreamReader(context.Request.Body);
        var json = await body.ReadToEndAsync(context.RequestAborted);
        _begun.Enqueue(json.Split('"')[3]);
        await _open.WaitAsync(context.RequestAborted);
        await context.Response.WriteAsync("ok", context.RequestAborted);
    }

    /// <summary>Sends it, and returns when so many wait, and the first one, if that is what it is, works.</summary>
    private async Task<Task<HttpResponseMessage>> SendAsync(Scene scene, string key, string prompt, int waiting)
    {
        var answer = SendAsync(scene, key, prompt);
        if (waiting == 0) await scene.Gateway.WaitForOutstandingAsync(1);
        await WaitingAsync(scene, waiting);
        return answer;
    }

    private static Task<HttpResponseMessage> SendAsync(Scene scene, string key, string prompt, CancellationTokenSource? client = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/images/generations") { Content = new StringContent($$"""{"prompt":"{{prompt}}"}""", Encoding.UTF8, "application/json"), Headers = { Authorization = new("Bearer", key) } };
        return scene.Gateway.Client.SendAsync(request, client?.Token ?? TestContext.Current.CancellationToken);
    }

    private static async Task WaitingAsync(Scene scene, int count)
    {
        for (var tries = 0; tries < 30_000 && Queue(scene).Waiting != count; tries++) await Task.Delay(1, TestContext.Current.CancellationToken);
        Assert.Equal(count, Queue(scene).Waiting);
    }

    private static AdmissionQueue Queue(Scene scene) => scene.Gateway.Services.GetRequiredService<AdmissionQueue>();

    private static async Task RefusedAsync(Task<HttpResponseMessage> answer, string code)
    {
        using var response = await answer;
        Assert.Equal((HttpStatusCode.TooManyRequests, code), (response.StatusCode, (await response.ErrorAsync()).Code));
        Assert.NotNull(response.Headers.RetryAfter);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); seen < value; seen = Volatile.Read(ref most))
        {
            if (Interlocked.CompareExchange(ref most, value, seen) == seen) return;
        }
    }
}

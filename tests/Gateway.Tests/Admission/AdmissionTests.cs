using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Gateway.Access;
using Gateway.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Admission;

/// <summary>Who is kept out is told why, in OpenAI's form, and when to come again; who is let in, what is left.</summary>
public sealed class AdmissionTests : IDisposable
{
    private readonly string _keys = Path.GetTempFileName();

    public void Dispose() => File.Delete(_keys);

    [Fact]
    public async Task Above_the_rate_is_429_and_answers_tell_what_is_left()
    {
        await using var scene = await StartAsync("""{ "requestsPerMinute": 2, "imagesPerMinute": 4 }""");
        using var first = await SendAsync(scene, """{"prompt":"a","n":3}""");
        Assert.Equal((HttpStatusCode.OK, "2", "1", "4", "1"), (first.StatusCode, first.Header("x-ratelimit-limit-requests"), first.Header("x-ratelimit-remaining-requests"), first.Header("x-ratelimit-limit-images"), first.Header("x-ratelimit-remaining-images")));
        using var second = await SendAsync(scene);
        Assert.Equal((HttpStatusCode.OK, "0"), (second.StatusCode, second.Header("x-ratelimit-remaining-requests")));

        using var refused = await SendAsync(scene);
        var error = await refused.ErrorAsync();
        Assert.Equal((HttpStatusCode.TooManyRequests, "rate_limit_exceeded", "rate_limit_error", "0"), (refused.StatusCode, error.Code, error.Type, refused.Header("x-ratelimit-remaining-requests")));
        Assert.Contains("shop/web may ask for 2 requests a minute", error.Message, StringComparison.Ordinal);
        Assert.InRange(int.Parse(refused.Header("Retry-After")!), 1, 30);
        Assert.Null(refused.Header("x-should-retry"));
        Assert.Equal(2, TestFleets.Images.Sum(unit => scene[unit].Served));

        // Others are not concerned.
        using var other = await SendAsync(scene, key: "other");
        using var nobody = await scene.Gateway.GenerateAsync();
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (other.StatusCode, nobody.StatusCode));
        Assert.Null(nobody.Header("x-ratelimit-limit-requests"));
    }

    [Fact]
    public async Task Pictures_that_workers_refuse_count_as_none()
    {
        await using var scene = await StartAsync("""{ "imagesPerMinute": 2 }""");
        foreach (var unit in TestFleets.Images) scene[unit].Answer = StubWorker.Status(HttpStatusCode.BadRequest);
        for (var time = 0; time < 5; time++) Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(scene)).StatusCode);
        foreach (var unit in TestFleets.Images) scene[unit].Answer = context => context.Response.WriteAsync("ok", context.RequestAborted);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(scene)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(scene)).StatusCode);
        using var refused = await SendAsync(scene);
        Assert.Contains("2 images a minute", (await refused.ErrorAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_budget_is_spent_by_the_prices_of_the_units_that_answered()
    {
        // At a dollar an hour a picture costs 1/3600, 1/1800 and 1/600 at the units of the fleet; before it is known which answers, the dearest counts.
        await using var scene = await StartAsync("{}", """{ "usd": 0.004, "per": "total" }""");
        var dollars = 0.0;
        HttpResponseMessage response;
        while ((response = await SendAsync(scene, """{"prompt":"a","n":2}""")).IsSuccessStatusCode)
        {
            dollars += 2 / response.Unit() switch { "large" => 3600.0, "middle" => 1800, _ => 600 };
            Assert.True(dollars <= 0.004);
            response.Dispose();
        }

        Assert.Equal((HttpStatusCode.TooManyRequests, "insufficient_quota"), (response.StatusCode, (await response.ErrorAsync()).Code));
        Assert.Equal(("false", null), (response.Header("x-should-retry"), response.Header("Retry-After")));
        var web = (await scene.Gateway.Client.GetFromJsonAsync<JsonElement>("/fleet/keys", TestContext.Current.CancellationToken)).GetProperty("keys").EnumerateArray().Single(key => key.GetProperty("name").GetString() == "web");
        Assert.Equal(("shop", "web", 1), (web.GetProperty("tenant").GetString(), web.GetProperty("name").GetString(), web.GetProperty("refused").GetInt32()));
        Assert.Equal((dollars, dollars), (web.GetProperty("spent").GetDouble(), web.GetProperty("budget").GetProperty("spent").GetDouble()));
        Assert.True(dollars > 0.004 - (2 / 600.0));
    }

    [Fact]
    public async Task Requests_at_a_time_end_with_their_answers()
    {
        await using var scene = await StartAsync("""{ "concurrent": 1 }""");
        var open = Gate(scene);
        var first = SendAsync(scene);
        await scene.Gateway.WaitForOutstandingAsync(1);
        using var second = await SendAsync(scene);
        Assert.Equal((HttpStatusCode.TooManyRequests, "concurrency_limit_exceeded"), (second.StatusCode, (await second.ErrorAsync()).Code));
        open.SetResult();
        Assert.Equal(HttpStatusCode.OK, (await first).StatusCode);
        // The answer is whole a moment before the gateway has done with it.
        await AgainAsync(async () => (await SendAsync(scene)).StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Limits_of_the_settings_hold_for_who_has_none_and_those_without_a_key_together()
    {
        await using var scene = await StartAsync("""{ "requestsPerMinute": 5 }""", settings: ("Gateway:Admission:Limits:RequestsPerMinute", "1"));
        foreach (var (key, allowed) in new[] { ("web", 5), ("other", 1), ("settings", 1), ("nobody", 1), ("stranger", 0) })
        {
            for (var request = 0; request < allowed; request++) Assert.Equal(HttpStatusCode.OK, (await SendAsync(scene, key: key)).StatusCode);
            Assert.Equal(HttpStatusCode.TooManyRequests, (await SendAsync(scene, key: key)).StatusCode);
        }

        for (var request = 0; request < 10; request++) Assert.Equal(HttpStatusCode.OK, (await SendAsync(scene, key: "manage")).StatusCode);
    }

    [Fact]
    public async Task What_takes_too_long_ends_at_the_worker_too()
    {
        await using var scene = await StartAsync("{}", settings: ("Gateway:Admission:TimeLimit", "00:00:00.2"));
        var left = new TaskCompletionSource();
        foreach (var unit in TestFleets.Images)
        {
            scene[unit].Answer = async context =>
            {
                using var _ = context.RequestAborted.Register(() => left.TrySetResult());
                await Task.Delay(TimeSpan.FromSeconds(60), context.RequestAborted);
            };
        }

        // On a busy machine the time of one may be over before it comes to a worker.
        for (var tries = 0; tries < 50 && !left.Task.IsCompleted; tries++)
        {
            using var response = await SendAsync(scene);
            Assert.Equal((HttpStatusCode.GatewayTimeout, "time_limit"), (response.StatusCode, (await response.ErrorAsync()).Code));
        }

        await left.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        // It is nothing that a worker could be blamed for.
        Assert.All(TestFleets.Images, unit => Assert.True(scene.Gateway.Fleet.Unit(unit)!.CanServe));

        using var measured = new HttpRequestMessage(HttpMethod.Get, "/load/2/infer/10");
        foreach (var unit in TestFleets.Images) scene[unit].Answer = async context => { await Task.Delay(400, context.RequestAborted); await context.Response.WriteAsync("ok", context.RequestAborted); };
        using var report = await scene.Gateway.Client.SendAsync(measured, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, report.StatusCode);
    }

    [Fact]
    public async Task A_stream_that_takes_too_long_ends_with_an_error_event()
    {
        await using var scene = await StartAsync("{}", settings: ("Gateway:Admission:TimeLimit", "00:00:00.5"));
        foreach (var unit in TestFleets.Images)
        {
            scene[unit].Answer = async context =>
            {
                context.Response.ContentType = "text/event-stream";
                await context.Response.WriteAsync("data: {}\n\n", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(TimeSpan.FromSeconds(60), context.RequestAborted);
            };
        }

        // On a busy machine the time of one may be over before its stream begins.
        HttpResponseMessage? response = null;
        for (var tries = 0; tries < 50 && response is not { StatusCode: HttpStatusCode.OK }; tries++) response = await SendAsync(scene, """{"prompt":"a","stream":true}""");
        var text = await response!.TextAsync();
        Assert.StartsWith("data: {}\n\nevent: error\ndata: ", text, StringComparison.Ordinal);
        Assert.Contains("\"time_limit\"", text, StringComparison.Ordinal);
        Assert.All(TestFleets.Images, unit => Assert.True(scene.Gateway.Fleet.Unit(unit)!.CanServe));
    }

    [Theory]
    [InlineData("Gateway:Admission:PerWorker", "0")]
    [InlineData("Gateway:Admission:Queue", "-1")]
    [InlineData("Gateway:Admission:QueueTime", "00:00:00")]
    [InlineData("Gateway:Admission:TimeLimit", "-00:00:01")]
    [InlineData("Gateway:Admission:Limits:Concurrent", "0")]
    [InlineData("Gateway:Admission:Limits:RequestsPerMinute", "0")]
    [InlineData("Gateway:Keys:ReloadInterval", "00:00:00")]
    [InlineData("Gateway:Replicas", "0")]
    public async Task A_setting_that_cannot_be_used_is_named(string key, string value)
    {
        var exception = await Assert.ThrowsAsync<SettingsException>(() => GatewayHost.StartAsync(TestFleets.Three, new Dictionary<string, StubWorker[]>(), (key, value)));
        Assert.Contains(key, exception.Message, StringComparison.Ordinal);
    }

    private async Task<Scene> StartAsync(string limits, string? budget = null, params (string Key, string Value)[] settings)
    {
        await File.WriteAllTextAsync(_keys, $$"""
            { "tenants": { "shop": { "keys": {
              "web": { "hash": "{{KeyHash.Of("web")}}", "limits": {{limits}}{{(budget is null ? "" : $", \"budget\": {budget}")}} },
              "other": { "hash": "{{KeyHash.Of("other")}}" } } } } }
            """, TestContext.Current.CancellationToken);
        return await Scene.StartAsync([("Gateway:Keys:Path", _keys), ("Gateway:InferenceKeys:0", "settings"), ("Gateway:ManagementKey", "manage"), .. settings]);
    }

    private static Task<HttpResponseMessage> SendAsync(Scene scene, string json = """{"prompt":"a"}""", string key = "web")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/images/generations") { Content = new StringContent(json, Encoding.UTF8, "application/json"), Headers = { Authorization = new("Bearer", key) } };
        return scene.Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static TaskCompletionSource Gate(Scene scene)
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var unit in TestFleets.Images)
        {
            scene[unit].Answer = async context =>
            {
                await open.Task.WaitAsync(context.RequestAborted);
                await context.Response.WriteAsync("ok", context.RequestAborted);
            };
        }

        return open;
    }

    private static async Task AgainAsync(Func<Task<bool>> reached)
    {
        for (var tries = 0; tries < 1000; tries++)
        {
            if (await reached()) return;
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Fail("It was not reached.");
    }
}

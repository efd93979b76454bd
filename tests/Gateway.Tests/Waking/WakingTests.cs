using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Tests.Hosting;
using Gateway.Units;
using Gateway.Waking;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Waking;

/// <summary>A unit that has gone to no replica wakes for the requests that wait for it, up to a limit.</summary>
public class WakingTests
{
    private static readonly (string, string) Often = ("Gateway:ProbeInterval", "00:00:00.05");

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_wait_for_the_unit_and_are_served_when_it_is_there()
    {
        await using var scene = await AsleepAsync();
        var requests = Enumerable.Range(0, 5).Select(_ => scene.Gateway.GenerateAsync()).ToArray();
        await WaitingAsync(scene, 5);
        Assert.Equal((UnitState.Starting, 200), (scene.Gateway.Fleet.Unit("large")!.State, await ReadinessAsync(scene)));

        scene["large"].Readiness = 200;
        foreach (var response in await Task.WhenAll(requests))
        {
            Assert.Equal((HttpStatusCode.OK, "large", "1"), (response.StatusCode, response.Unit(), response.Header(InferenceHeaders.Attempts)));
            response.Dispose();
        }

        Assert.Equal((5, 0, 0), (scene["large"].Served, scene["small"].Served, Room(scene).Count));
    }

    /// <summary>KEDA asks for load: it must see who waits, each once, or nothing would wake the unit.</summary>
    [Fact]
    public async Task Who_waits_is_load_of_one_unit_until_it_has_arrived()
    {
        await using var scene = await AsleepAsync();
        var (empty, _) = await LoadAsync(scene, "large");
        Assert.Equal(0, empty);
        var requests = Enumerable.Range(0, 3).Select(_ => scene.Gateway.GenerateAsync()).ToArray();
        await WaitingAsync(scene, 3);

        var (large, load) = await LoadAsync(scene, "large");
        Assert.Equal((3, 0), (large, (await LoadAsync(scene, "small")).PerMinute));
        Assert.True(load > 0);
        Assert.Contains(scene.Gateway.Decisions.After(), decision => decision is { Unit: "large", What: "is waited for" });

        scene["large"].Readiness = 200;
        foreach (var response in await Task.WhenAll(requests)) response.Dispose();
        Assert.Equal(3, (await LoadAsync(scene, "large")).PerMinute);
        Assert.Equal(0, scene.Gateway.Fleet.Unit("large")!.Served(scene.Gateway.Fleet.Definition.Models[0].Sizes[0]).Held);
    }

    [Fact]
    public async Task As_many_wait_as_may_and_the_next_is_told_to_come_again()
    {
        await using var scene = await AsleepAsync(("Gateway:Waking:Limit", "1"), ("Gateway:Waking:RetryAfter", "00:00:07"));
        var first = scene.Gateway.GenerateAsync();
        await WaitingAsync(scene, 1);
        using var second = await scene.Gateway.GenerateAsync();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "waking_full"), (second.StatusCode, (await second.ErrorAsync()).Code));
        Assert.Equal(TimeSpan.FromSeconds(7), second.Headers.RetryAfter?.Delta);

        scene["small"].Readiness = 200;
        using var response = await first;
        Assert.Equal((HttpStatusCode.OK, "small"), (response.StatusCode, response.Unit()));
    }

    [Fact]
    public async Task A_wait_has_an_end_that_says_so()
    {
        await using var scene = await AsleepAsync(("Gateway:Waking:Time", "00:00:00.05"));
        using var response = await scene.Gateway.GenerateAsync();
        var (code, message, _, _) = await response.ErrorAsync();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "waking_timeout"), (response.StatusCode, code));
        Assert.Contains("within 0.05 s", message, StringComparison.Ordinal);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal(0, Room(scene).Count);
    }

    [Fact]
    public async Task A_client_that_leaves_waits_no_more()
    {
        await using var scene = await AsleepAsync();
        using var client = scene.Gateway.NewClient();
        var request = scene.Gateway.GenerateAsync(client: client);
        await WaitingAsync(scene, 1);
        client.CancelPendingRequests();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await WaitingAsync(scene, 0);
        scene["large"].Readiness = 200;
        await scene.Gateway.WaitAsync(fleet => fleet.Unit("large")!.CanServe);
        Assert.Equal(0, scene["large"].Served);
    }

    [Fact]
    public async Task Who_waits_for_what_will_not_come_is_told_at_once()
    {
        await using var scene = await AsleepAsync();
        var request = scene.Gateway.GenerateAsync();
        await WaitingAsync(scene, 1);
        foreach (var unit in new[] { "large", "small" })
            await scene.Gateway.Client.PostAsJsonAsync("/fleet/capacity", new { unit, available = false }, Ended);
        using var response = await request;
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not_ready"), (response.StatusCode, (await response.ErrorAsync()).Code));
        using var next = await scene.Gateway.GenerateAsync();
        Assert.Equal("not_ready", (await next.ErrorAsync()).Code);
    }

    [Fact]
    public async Task A_request_that_every_full_worker_turned_away_waits_for_room_where_more_may_come()
    {
        await using var scene = await AsleepAsync();
        var room = new TaskCompletionSource();
        var full = 0;
        foreach (var unit in new[] { "large", "small" })
        {
            scene[unit].Answer = context =>
            {
                if (room.Task.IsCompleted) return context.Response.WriteAsync("drawn");
                Interlocked.Increment(ref full);
                return StubWorker.Status(HttpStatusCode.TooManyRequests)(context);
            };
            scene[unit].Readiness = 200;
        }

        await scene.Gateway.WaitAsync(fleet => fleet.Units.All(unit => unit.CanServe));
        var request = scene.Gateway.GenerateAsync();
        await WaitingAsync(scene, 1);
        room.SetResult();
        using var response = await request;
        Assert.Equal((HttpStatusCode.OK, "drawn"), (response.StatusCode, await response.TextAsync()));
        Assert.InRange(full, 2, 100);
    }

    /// <summary>The last replica goes as a request comes: that is nobody's loss.</summary>
    [Theory]
    [InlineData(503)]
    [InlineData(0)]
    public async Task A_request_that_meets_the_last_worker_as_it_goes_waits_for_the_next(int status)
    {
        await using var scene = await AsleepAsync();
        scene["large"].Readiness = 200;
        await scene.Gateway.WaitAsync(fleet => fleet.Unit("large")!.CanServe);
        var gone = false;
        scene["large"].Answer = context =>
        {
            if (gone) return context.Response.WriteAsync("drawn");
            gone = true;
            scene["large"].Readiness = 503;
            if (status > 0) return StubWorker.Status((HttpStatusCode)status)(context);
            context.Abort();
            return Task.CompletedTask;
        };
        var request = scene.Gateway.GenerateAsync();
        await WaitingAsync(scene, 1);
        scene["large"].Readiness = 200;
        using var response = await request;
        Assert.Equal((HttpStatusCode.OK, "2"), (response.StatusCode, response.Header(InferenceHeaders.Attempts)));
    }

    [Fact]
    public async Task A_unit_that_may_not_sleep_is_not_waited_for()
    {
        var workers = await TestFleets.WorkersAsync(TestFleets.Images);
        foreach (var unit in TestFleets.Images) workers[unit][0].Readiness = 503;
        await using var scene = await Scene.StartAsync(TestFleets.Three, workers, Often);
        using var response = await scene.Gateway.GenerateAsync();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not_ready"), (response.StatusCode, (await response.ErrorAsync()).Code));
    }

    private static async Task<Scene> AsleepAsync(params (string, string)[] settings)
    {
        var workers = await TestFleets.WorkersAsync("large", "small");
        foreach (var stubs in workers.Values) stubs[0].Readiness = 503;
        return await Scene.StartAsync(TestFleets.Sleeping, workers, [Often, ("Gateway:ReadyWhen", "any"), ("Gateway:ReturnTime", "00:00:00"), .. settings]);
    }

    private static WaitingRoom Room(Scene scene) => scene.Gateway.Services.GetRequiredService<WaitingRoom>();

    private static async Task WaitingAsync(Scene scene, int count)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ended);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (Room(scene).Count != count) await Task.Delay(1, limit.Token);
    }

    private static async Task<int> ReadinessAsync(Scene scene)
    {
        using var response = await scene.Gateway.Client.GetAsync("/readiness", Ended);
        return (int)response.StatusCode;
    }

    private static async Task<(int PerMinute, double Load)> LoadAsync(Scene scene, string unit)
    {
        var load = await scene.Gateway.Client.GetFromJsonAsync<JsonElement>($"/fleet/units/{unit}/load", Ended);
        return (load.GetProperty("requestsPerMinute").GetInt32(), load.GetProperty("load").GetDouble());
    }
}

using System.Net;
using Gateway.Tests.Hosting;
using Gateway.Units;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Reliability;

/// <summary>Sent, served, retried, lost: when workers go and come, and when there are too many clients.</summary>
public class NumbersTests
{
    private const int Count = 8;

    private static readonly (string, string)[] Often = [("Gateway:ProbeInterval", "00:00:00.05"), ("Gateway:ReturnTime", "00:00:00")];

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill()
    {
        await using var scene = await Scene.StartAsync(Often);
        scene["large"].Answer = SlowlyAsync;
        var numbers = await Clients.SendAsync(scene, Count, 300, (100, () => scene["large"].KillAsync()));
        Assert.Equal((300, 300, 0), (numbers.Sent, numbers.Served, numbers.Lost));
        // Those that were with it, and the one that found it gone.
        Assert.InRange(numbers.Retried, 1, Count);
    }

    [Fact]
    public async Task Drain()
    {
        await using var scene = await Scene.StartAsync(Often);
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        scene["large"].Answer = async context =>
        {
            begun.TrySetResult();
            await go.Task.WaitAsync(Ended);
            await context.Response.WriteAsync("drawn", Ended);
        };
        var first = scene.Gateway.GenerateAsync();
        await begun.Task.WaitAsync(Ended);
        // It finishes what it has, and turns away what has not noticed yet.
        scene["large"].Readiness = 503;
        scene["large"].Answer = StubWorker.Status(HttpStatusCode.ServiceUnavailable);
        var numbers = await Clients.SendAsync(scene, Count, 200);
        Assert.Equal((200, 200, 0), (numbers.Sent, numbers.Served, numbers.Lost));
        Assert.InRange(numbers.Retried, 0, Count);
        Assert.False(first.IsCompleted);
        go.SetResult();
        using var response = await first;
        Assert.Equal((HttpStatusCode.OK, "1"), (response.StatusCode, response.Header(InferenceHeaders.Attempts)));
    }

    [Fact]
    public async Task Roll_out()
    {
        await using var scene = await Scene.StartAsync(Often);
        var replaced = new List<StubWorker>();
        using var oneAtATime = new SemaphoreSlim(1);
        var numbers = await Clients.SendAsync(scene, Count, 400, [.. TestFleets.Images.Select((unit, index) => (100 * (index + 1), (Func<Task>)(() => ReplaceAsync(unit))))]);
        Assert.Equal((400, 400, 0), (numbers.Sent, numbers.Served, numbers.Lost));
        await Clients.SendAsync(scene, clients: 1, requests: 40);
        Assert.Equal(3, replaced.Count);
        Assert.All(replaced, worker => Assert.True(worker.Served > 0));
        foreach (var worker in replaced) await worker.DisposeAsync();

        async Task ReplaceAsync(string unit)
        {
            await oneAtATime.WaitAsync(Ended);
            await scene[unit].KillAsync();
            await scene.Gateway.WaitAsync(fleet => !fleet.Unit(unit)!.CanServe);
            replaced.Add(await StubWorker.StartAsync(scene[unit].Address));
            await scene.Gateway.WaitAsync(fleet => fleet.Unit(unit)!.CanServe);
            oneAtATime.Release();
        }
    }

    /// <summary>Several leave at once: who turned a request away is not the last that is asked.</summary>
    [Fact]
    public async Task Scale_down_to_one()
    {
        await using var scene = await Scene.StartAsync();
        scene["large"].Answer = scene["middle"].Answer = StubWorker.Status(HttpStatusCode.ServiceUnavailable);
        var numbers = await Clients.SendAsync(scene, Count, 200);
        Assert.Equal((200, 200, 0), (numbers.Sent, numbers.Served, numbers.Lost));
        Assert.InRange(numbers.Retried, 1, 2 * Count);
        Assert.Equal(UnitState.Ready, scene.Gateway.Fleet.Unit("small")!.State);
    }

    [Fact]
    public async Task Overload()
    {
        await using var scene = await Scene.StartAsync();
        var (go, working) = (new TaskCompletionSource(), 0);
        foreach (var unit in TestFleets.Images)
        {
            var places = 0;
            scene[unit].Answer = async context =>
            {
                if (Interlocked.Increment(ref places) > 4)
                {
                    context.Response.Headers.RetryAfter = "1";
                    await StubWorker.Status(HttpStatusCode.TooManyRequests)(context);
                    return;
                }

                Interlocked.Increment(ref working);
                await go.Task.WaitAsync(Ended);
                await context.Response.WriteAsync("drawn", Ended);
            };
        }

        var sending = Clients.SendAsync(scene, clients: 60, requests: 60);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ended);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (TestFleets.Images.Sum(unit => scene[unit].Served) < 60) await Task.Delay(1, limit.Token);
        go.SetResult();
        var numbers = await sending;
        Assert.Equal((60, 0, working), (numbers.Sent, numbers.Lost, numbers.Served));
        Assert.Equal(60 - working, numbers.TurnedAway);
        Assert.InRange(working, 8, 12);
        // A full worker is no broken one.
        Assert.All(TestFleets.Images, unit => Assert.True(scene.Gateway.Fleet.Unit(unit)!.CanServe));
    }

    private static async Task SlowlyAsync(HttpContext context)
    {
        await Task.Delay(5, context.RequestAborted);
        await context.Response.WriteAsync("drawn", context.RequestAborted);
    }
}

using System.Net;
using Gateway.Hedging;
using Gateway.Tests.Hosting;
using Gateway.Units;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Hedging;

/// <summary>A request that is answered late is sent to a second worker; whoever answers first counts, the other is cancelled.</summary>
public class HedgingTests
{
    private static readonly (string, string)[] Soon = [("Gateway:Hedging:Enabled", "true"), ("Gateway:Hedging:After", "00:00:00.020"), ("Gateway:Hedging:MostShare", "1")];

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_second_answers_and_the_first_is_cancelled()
    {
        await using var scene = await Scene.StartAsync(Soon);
        var cancelled = new TaskCompletionSource();
        var bodies = new List<string>();
        scene["large"].Answer = async context =>
        {
            await ReadAsync(context, bodies);
            await NeverAsync(context, cancelled);
        };
        scene["middle"].Answer = async context =>
        {
            await ReadAsync(context, bodies);
            await context.Response.WriteAsync("drawn", Ended);
        };
        using var response = await scene.Gateway.GenerateAsync();
        Assert.Equal((HttpStatusCode.OK, "middle", "2", "drawn"), (response.StatusCode, response.Unit(), response.Header(InferenceHeaders.Attempts), await response.TextAsync()));
        await cancelled.Task.WaitAsync(TimeSpan.FromMinutes(1), Ended);
        Assert.Equal(["""{"prompt":"a circle"}""", """{"prompt":"a circle"}"""], bodies);
        await IdleAsync(scene);
        // To be late is no defect.
        Assert.True(scene.Gateway.Fleet.Unit("large")!.CanServe);
    }

    [Fact]
    public async Task The_first_answers_after_all_and_the_second_is_cancelled()
    {
        await using var scene = await Scene.StartAsync(Soon);
        var (second, cancelled) = (new TaskCompletionSource(), new TaskCompletionSource());
        scene["middle"].Answer = context =>
        {
            second.SetResult();
            return NeverAsync(context, cancelled);
        };
        scene["large"].Answer = async context =>
        {
            await second.Task.WaitAsync(Ended);
            await context.Response.WriteAsync("drawn", Ended);
        };
        using var response = await scene.Gateway.GenerateAsync();
        Assert.Equal((HttpStatusCode.OK, "large", "2"), (response.StatusCode, response.Unit(), response.Header(InferenceHeaders.Attempts)));
        await cancelled.Task.WaitAsync(TimeSpan.FromMinutes(1), Ended);
        await IdleAsync(scene);
    }

    /// <summary>What the first worker has not read of the body is cut off with it, and is no fault of the second.</summary>
    [Fact]
    public async Task A_body_that_the_first_does_not_read_does_not_harm_the_second()
    {
        await using var scene = await Scene.StartAsync(Soon);
        scene["large"].Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        scene["middle"].Answer = async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null, Ended);
            await context.Response.WriteAsync("drawn", Ended);
        };
        // More than sockets hold.
        using var response = await scene.Gateway.GenerateAsync($$"""{"prompt":"{{new string('x', 15_000_000)}}"}""");
        Assert.Equal((HttpStatusCode.OK, "middle", "drawn"), (response.StatusCode, response.Unit(), await response.TextAsync()));
        await IdleAsync(scene);
        Assert.Equal("is ready", scene.Gateway.Fleet.Unit("middle")!.Reason);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_failure_of_one_is_made_good_by_the_other(bool firstFails)
    {
        await using var scene = await Scene.StartAsync(Soon);
        var (both, failed) = (new TaskCompletionSource(), new TaskCompletionSource());
        scene["middle"].Answer = async context =>
        {
            both.SetResult();
            if (!firstFails)
            {
                failed.SetResult();
                context.Abort();
                return;
            }

            await failed.Task.WaitAsync(Ended);
            await context.Response.WriteAsync("drawn", Ended);
        };
        scene["large"].Answer = async context =>
        {
            await both.Task.WaitAsync(Ended);
            if (firstFails)
            {
                context.Abort();
                failed.SetResult();
                return;
            }

            await failed.Task.WaitAsync(Ended);
            await context.Response.WriteAsync("drawn", Ended);
        };
        using var response = await scene.Gateway.GenerateAsync();
        Assert.Equal((HttpStatusCode.OK, firstFails ? "middle" : "large", "drawn"), (response.StatusCode, response.Unit(), await response.TextAsync()));
        await IdleAsync(scene);
    }

    [Fact]
    public async Task A_client_that_leaves_takes_both_along()
    {
        await using var scene = await Scene.StartAsync(Soon);
        var cancelled = new TaskCompletionSource[] { new(), new() };
        scene["large"].Answer = context => NeverAsync(context, cancelled[0]);
        scene["middle"].Answer = context => NeverAsync(context, cancelled[1]);
        using var client = scene.Gateway.NewClient();
        var request = scene.Gateway.GenerateAsync(client: client);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ended);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (scene["large"].Served + scene["middle"].Served < 2) await Task.Delay(1, limit.Token);
        client.CancelPendingRequests();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        foreach (var one in cancelled) await one.Task.WaitAsync(TimeSpan.FromMinutes(1), Ended);
        await IdleAsync(scene);
    }

    [Theory]
    [InlineData("Gateway:Hedging:Enabled", "false")]
    [InlineData("Gateway:Hedging:MostShare", "0.001")]
    public async Task Nothing_is_sent_twice_when_it_is_off_or_too_many_were(string setting, string value)
    {
        await using var scene = await Scene.StartAsync([.. Soon, (setting, value)]);
        scene["large"].Answer = scene["middle"].Answer = scene["small"].Answer = async context =>
        {
            await Task.Delay(60, Ended);
            await context.Response.WriteAsync("drawn", Ended);
        };
        var attempts = 0;
        for (var request = 0; request < 10; request++)
        {
            using var response = await scene.Gateway.GenerateAsync();
            if (response.Header(InferenceHeaders.Attempts) == "2") attempts++;
        }

        // One is saved up at the start.
        Assert.Equal(setting.EndsWith("Enabled", StringComparison.Ordinal) ? 0 : 1, attempts);
        Assert.Equal(10 + attempts, TestFleets.Images.Sum(unit => scene[unit].Served));
    }

    [Fact]
    public void A_part_of_the_requests_may_be_sent_twice()
    {
        var budget = new HedgeBudget();
        var taken = 0;
        for (var request = 0; request < 1000; request++)
        {
            budget.Add(0.05);
            if (budget.TryTake()) taken++;
        }

        Assert.InRange(taken, 50, 51);
    }

    [Fact]
    public void What_most_answers_took_is_known_after_twenty_and_forgets()
    {
        var times = new RecentTimes();
        for (var number = 1; number <= 19; number++) times.Add(TimeSpan.FromSeconds(number));
        Assert.Null(times.Within(0.95));
        times.Add(TimeSpan.FromSeconds(20));
        Assert.Equal(TimeSpan.FromSeconds(20), times.Within(0.95));
        for (var number = 1; number <= 500; number++) times.Add(TimeSpan.FromMilliseconds(number % 100));
        Assert.Equal(TimeSpan.FromMilliseconds(95), times.Within(0.95));
    }

    private static async Task ReadAsync(HttpContext context, List<string> bodies)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(Ended);
        lock (bodies) bodies.Add(body);
    }

    private static async Task NeverAsync(HttpContext context, TaskCompletionSource cancelled)
    {
        context.RequestAborted.Register(() => cancelled.TrySetResult());
        await cancelled.Task.WaitAsync(Ended);
    }

    private static async Task IdleAsync(Scene scene)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ended);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (scene.Gateway.Fleet.Units.SelectMany(unit => unit.Workers).Any(worker => worker.Outstanding != 0)) await Task.Delay(1, limit.Token);
    }
}

using Gateway.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Reliability;

/// <summary>Clients that leave, and clients that read slowly.</summary>
public class LeavingTests
{
    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_worker_stops_within_a_step_when_its_client_leaves(bool streams)
    {
        const int Clients = 10;
        await using var scene = await Scene.StartAsync();
        var (arrived, left, after) = (0, new CountdownEvent(Clients), 0);
        using var steps = new SemaphoreSlim(0);
        foreach (var unit in TestFleets.Images)
        {
            scene[unit].Answer = async context =>
            {
                if (streams)
                {
                    context.Response.ContentType = "text/event-stream";
                    await context.Response.WriteAsync(": drawing\n\n", Ended);
                    await context.Response.Body.FlushAsync(Ended);
                }

                Interlocked.Increment(ref arrived);
                context.RequestAborted.Register(() => left.Signal());
                while (true)
                {
                    // As a worker: a step that has begun is finished, before the next it looks whether anybody waits.
                    await steps.WaitAsync(Ended);
                    if (context.RequestAborted.IsCancellationRequested) return;
                    Interlocked.Increment(ref after);
                }
            };
        }

        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Ended);
        var sent = Enumerable.Range(0, Clients).Select(_ => scene.Gateway.Client.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, "/v1/images/generations") { Content = new StringContent("""{"prompt":"a circle"}""") },
            HttpCompletionOption.ResponseContentRead, leave.Token)).ToArray();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ended);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (Volatile.Read(ref arrived) < Clients) await Task.Delay(1, limit.Token);
        await leave.CancelAsync();
        foreach (var request in sent) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        Assert.True(await Task.Run(() => left.Wait(TimeSpan.FromMinutes(1), Ended), Ended));

        steps.Release(100 * Clients);
        while (scene.Gateway.Fleet.Units.SelectMany(unit => unit.Workers).Sum(worker => worker.Outstanding) > 0) await Task.Delay(1, limit.Token);
        Assert.Equal((0, Clients), (after, TestFleets.Images.Sum(unit => scene[unit].Served)));
        Assert.All(TestFleets.Images, unit => Assert.True(scene.Gateway.Fleet.Unit(unit)!.CanServe));
    }

    [Fact]
    public async Task A_client_that_does_not_read_holds_up_nobody_and_gets_all_in_the_end()
    {
        const int Length = 16 << 20;
        await using var scene = await Scene.StartAsync();
        scene["large"].Answer = async context =>
        {
            context.Response.ContentLength = Length;
            var part = new byte[1 << 16];
            for (var written = 0; written < Length; written += part.Length) await context.Response.Body.WriteAsync(part, Ended);
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/images/generations") { Content = new StringContent("""{"prompt":"a circle"}""") };
        using var slow = await scene.Gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ended);
        Assert.Equal("large", slow.Unit());

        scene["large"].Answer = context => context.Response.WriteAsync("drawn", Ended);
        var numbers = await Clients.SendAsync(scene, clients: 4, requests: 100);
        Assert.Equal(new Numbers(100, 100, 0, 0, 0), numbers);
        Assert.Equal(1, scene.Gateway.Fleet.Unit("large")!.Workers[0].Outstanding);

        await using var body = await slow.Content.ReadAsStreamAsync(Ended);
        var (buffer, length) = (new byte[1 << 16], 0);
        while (await body.ReadAsync(buffer, Ended) is > 0 and var read) length += read;
        Assert.Equal(Length, length);
    }
}

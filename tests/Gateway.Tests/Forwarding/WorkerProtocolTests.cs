using System.Net;
using Gateway.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Tests.Forwarding;

/// <summary>Workers that take HTTP/2 without TLS are spoken to in it, and lose no more requests than others.</summary>
public class WorkerProtocolTests
{
    [Fact]
    public async Task Requests_share_a_connection()
    {
        await using var scene = await StartAsync();
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var connections = new HashSet<string>();
        var open = 0;
        foreach (var unit in TestFleets.Images)
        {
            scene[unit].Answer = async context =>
            {
                Assert.Equal("HTTP/2", context.Request.Protocol);
                lock (connections) connections.Add(context.Connection.Id);
                if (Interlocked.Increment(ref open) == 30) all.SetResult();
                await all.Task.WaitAsync(TimeSpan.FromSeconds(30), context.RequestAborted);
                await context.Response.WriteAsync(unit, context.RequestAborted);
            };
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => scene.Gateway.GenerateAsync()));
        foreach (var answer in answers)
        {
            using (answer) Assert.Equal(answer.Unit(), await answer.TextAsync());
        }

        // All thirty were open at one moment.
        Assert.Equal(TestFleets.Images.Length, connections.Count);
    }

    [Fact]
    public async Task A_stream_that_is_reset_before_its_answer_goes_to_another_unit()
    {
        await using var scene = await StartAsync();
        scene["large"].Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        using var response = await scene.Gateway.GenerateAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotEqual("large", response.Unit());
        Assert.Equal("2", response.Header(InferenceHeaders.Attempts));
    }

    [Fact]
    public async Task A_client_that_leaves_ends_the_work()
    {
        await using var scene = await StartAsync();
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene["large"].Answer = async context =>
        {
            using var aborted = context.RequestAborted.Register(ended.SetResult);
            began.SetResult();
            await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
        };
        using var client = scene.Gateway.NewClient();
        var request = scene.Gateway.GenerateAsync(client: client);
        await began.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        client.CancelPendingRequests();

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        Assert.True(scene.Gateway.Fleet.Unit("large")!.Workers[0].IsReady);
    }

    private static async Task<Scene> StartAsync()
    {
        var workers = new Dictionary<string, StubWorker[]>();
        foreach (var unit in TestFleets.Images) workers[unit] = [await StubWorker.StartAsync(protocols: HttpProtocols.Http2)];
        return await Scene.StartAsync(TestFleets.Three, workers, ("Gateway:WorkerProtocol", "http2"));
    }
}

using System.Net;
using System.Net.Sockets;
using Gateway.Tests.Hosting;
using Gateway.Waking;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Draining;

/// <summary>A gateway that is told to stop says so, finishes what it has, and leaves.</summary>
public class GatewayDrainTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_has_begun_is_finished_and_nothing_else_is_taken()
    {
        await using var scene = await Scene.StartAsync();
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        scene["large"].Answer = async context =>
        {
            begun.SetResult();
            await go.Task.WaitAsync(Ended);
            await context.Response.WriteAsync("drawn", Ended);
        };
        var request = scene.Gateway.GenerateAsync();
        await begun.Task.WaitAsync(Long, Ended);
        var stopping = scene.Gateway.StopAsync(Long);
        await RefusedAsync(scene.Gateway.Address);
        Assert.False(stopping.IsCompleted);

        go.SetResult();
        using var response = await request;
        Assert.Equal((HttpStatusCode.OK, "drawn"), (response.StatusCode, await response.TextAsync()));
        await stopping.WaitAsync(Long, Ended);
    }

    [Fact]
    public async Task Readiness_says_no_while_requests_are_still_taken()
    {
        await using var scene = await Scene.StartAsync(("Gateway:Drain:Delay", "01:00:00"));
        using var before = await scene.Gateway.Client.GetAsync("/readiness", Ended);
        var stopping = scene.Gateway.StopAsync(Long);
        using var during = await scene.Gateway.Client.GetAsync("/readiness", Ended);
        using var served = await scene.Gateway.GenerateAsync();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (during.StatusCode, served.StatusCode));
        Assert.Contains("about to stop", await during.TextAsync(), StringComparison.Ordinal);
        Assert.False(stopping.IsCompleted);
    }

    [Fact]
    public async Task Who_waits_for_a_unit_is_told_before_the_end()
    {
        var workers = await TestFleets.WorkersAsync("large");
        workers["large"][0].Readiness = 503;
        await using var scene = await Scene.StartAsync(TestFleets.Sleeping, workers);
        var request = scene.Gateway.GenerateAsync();
        var room = scene.Gateway.Services.GetRequiredService<WaitingRoom>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ended);
        limit.CancelAfter(Long);
        while (room.Count == 0) await Task.Delay(1, limit.Token);
        var stopping = scene.Gateway.StopAsync(TimeSpan.FromSeconds(2));
        using var response = await request;
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "gateway_stopping"), (response.StatusCode, (await response.ErrorAsync()).Code));
        Assert.NotNull(response.Headers.RetryAfter);
        await stopping.WaitAsync(Long, Ended);
    }

    private static async Task RefusedAsync(string address)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ended);
        limit.CancelAfter(Long);
        while (true)
        {
            using var socket = new TcpClient();
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, new Uri(address).Port, limit.Token);
            }
            catch (SocketException)
            {
                return;
            }

            await Task.Delay(5, limit.Token);
        }
    }
}

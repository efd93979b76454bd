using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Gateway.Tests.Hosting;

namespace Gateway.Tests.Forwarding;

/// <summary>When nothing can serve, clients are told at once; a unit that is not ready gets nothing.</summary>
public class RefusalTests
{
    [Fact]
    public async Task No_ready_unit_is_503_with_Retry_After_at_once()
    {
        await using var scene = await Scene.StartAsync();
        foreach (var unit in TestFleets.Images)
            await scene.Gateway.Client.PutAsJsonAsync($"/fleet/units/{unit}", new { state = "drained" }, TestContext.Current.CancellationToken);
        using var warm = await scene.Gateway.GenerateAsync();

        var watch = Stopwatch.StartNew();
        using var response = await scene.Gateway.GenerateAsync();
        // What must not happen is a wait for a probe, which may take 30 s here; what it takes otherwise is for Benchmarks to say.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not_ready"), (response.StatusCode, (await response.ErrorAsync()).Code));
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal("0", response.Header(InferenceHeaders.Attempts));
    }

    [Fact]
    public async Task A_unit_that_is_not_ready_gets_nothing_until_it_is()
    {
        var workers = await TestFleets.WorkersAsync(TestFleets.Images);
        workers["large"][0].Readiness = 503;
        await using var scene = await Scene.StartAsync(TestFleets.Three, workers, ("Gateway:ProbeInterval", "00:00:00.05"));
        for (var request = 0; request < 30; request++) (await scene.Gateway.GenerateAsync()).Dispose();
        Assert.Equal(0, scene["large"].Served);

        scene["large"].Readiness = 200;
        await scene.Gateway.WaitAsync(fleet => fleet.Unit("large")!.CanServe);
        for (var request = 0; request < 10; request++) (await scene.Gateway.GenerateAsync()).Dispose();
        Assert.Equal(6, scene["large"].Served);
    }

    [Fact]
    public async Task A_unit_that_stops_being_ready_gets_nothing_any_more()
    {
        await using var scene = await Scene.StartAsync(("Gateway:ProbeInterval", "00:00:00.05"));
        scene["large"].Readiness = 503;
        await scene.Gateway.WaitAsync(fleet => !fleet.Unit("large")!.CanServe);
        for (var request = 0; request < 10; request++) (await scene.Gateway.GenerateAsync()).Dispose();
        Assert.Equal(0, scene["large"].Served);
    }

    [Fact]
    public async Task A_worker_that_comes_back_serves_again()
    {
        await using var scene = await Scene.StartAsync(TestFleets.Three, await TestFleets.WorkersAsync("large"), ("Gateway:ProbeInterval", "00:00:00.05"));
        await scene["large"].KillAsync();
        await scene.Gateway.WaitAsync(fleet => !fleet.Unit("large")!.CanServe);
        await using var again = await StubWorker.StartAsync(scene["large"].Address);
        await scene.Gateway.WaitAsync(fleet => fleet.Unit("large")!.CanServe);
        using var response = await scene.Gateway.GenerateAsync();
        Assert.Equal((HttpStatusCode.OK, 1), (response.StatusCode, again.Served));
    }
}

using System.Net;
using Gateway.Tests.Hosting;

namespace Gateway.Tests.Forwarding;

/// <summary>The header X-Inference-Unit names a unit; such a request goes there or nowhere.</summary>
public class PinningTests
{
    [Fact]
    public async Task A_pinned_request_goes_to_its_unit()
    {
        await using var scene = await Scene.StartAsync();
        for (var request = 0; request < 10; request++)
        {
            using var response = await scene.Gateway.GenerateAsync(pin: "small");
            Assert.Equal((HttpStatusCode.OK, "small"), (response.StatusCode, response.Unit()));
        }

        var small = (await scene.Gateway.GetFleetAsync()).Units.Single(unit => unit.Name == "small");
        Assert.Equal((10, 0, 0), (small.Pinned, small.Requests, small.Share));
    }

    [Fact]
    public async Task It_never_leaves_its_unit()
    {
        await using var scene = await Scene.StartAsync();
        await scene["small"].KillAsync();
        for (var request = 0; request < 2; request++)
        {
            using var response = await scene.Gateway.GenerateAsync(pin: "small");
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "small"), (response.StatusCode, response.Unit()));
            Assert.NotNull(response.Headers.RetryAfter);
        }

        Assert.Equal(0, scene["large"].Served + scene["middle"].Served);
    }

    [Fact]
    public async Task It_may_go_to_another_worker_of_its_unit()
    {
        await using var scene = await Scene.StartAsync(TestFleets.Three, new()
        {
            ["large"] = [await StubWorker.StartAsync(), await StubWorker.StartAsync()],
            ["middle"] = [await StubWorker.StartAsync()],
        });
        await scene.Workers("large")[1].KillAsync();
        for (var request = 0; request < 5; request++)
        {
            using var response = await scene.Gateway.GenerateAsync(pin: "large");
            Assert.Equal((HttpStatusCode.OK, "large"), (response.StatusCode, response.Header(InferenceHeaders.Worker)));
        }
    }

    [Fact]
    public async Task The_name_is_known_in_any_case()
    {
        await using var scene = await Scene.StartAsync();
        using var response = await scene.Gateway.GenerateAsync(pin: "SMALL");
        Assert.Equal((HttpStatusCode.OK, "small"), (response.StatusCode, response.Unit()));
    }

    [Fact]
    public async Task Why_its_unit_cannot_serve_is_said_without_addresses()
    {
        var workers = await TestFleets.WorkersAsync(TestFleets.Images);
        (workers["middle"][0].Readiness, workers["large"][0].Readiness) = (503, 500);
        await using var scene = await Scene.StartAsync(TestFleets.Three, workers);
        scene.Gateway.Fleet.Unit("small")!.Drained = true;
        await scene.Gateway.WaitAsync(fleet => fleet.Unit("large")!.State == Gateway.Units.UnitState.Failed);

        Assert.Equal((null, true), await RefusedAsync("small", "was drained by hand"));
        Assert.Equal((2, true), await RefusedAsync("middle", "is starting"));
        Assert.Equal((60, true), await RefusedAsync("large", "has failed"));

        async Task<(double? Wait, bool Discreet)> RefusedAsync(string unit, string why)
        {
            using var response = await scene.Gateway.GenerateAsync(pin: unit);
            var (code, message, _, _) = await response.ErrorAsync();
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "not_ready"), (response.StatusCode, code));
            Assert.Contains($"'{unit}' {why}", message, StringComparison.Ordinal);
            return (response.Headers.RetryAfter?.Delta?.TotalSeconds, !message.Contains("127.0.0.1", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task An_unknown_unit_is_refused_with_the_names()
    {
        await using var scene = await Scene.StartAsync();
        using var response = await scene.Gateway.GenerateAsync(pin: "huge");
        var (code, message, param, _) = await response.ErrorAsync();
        Assert.Equal((HttpStatusCode.BadRequest, "unknown_unit", InferenceHeaders.Unit), (response.StatusCode, code, param));
        Assert.Contains("large, middle, small", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_size_that_the_unit_lacks_is_refused()
    {
        await using var scene = await Scene.StartAsync();
        using var response = await scene.Gateway.GenerateAsync("""{"size":"512x512"}""", pin: "small");
        Assert.Equal((HttpStatusCode.BadRequest, "unsupported_size"), (response.StatusCode, (await response.ErrorAsync()).Code));
    }

    [Fact]
    public async Task Another_model_is_refused()
    {
        await using var scene = await Scene.StartAsync();
        using var response = await scene.Gateway.GenerateAsync("""{"model":"flux"}""", pin: "text");
        Assert.Equal((HttpStatusCode.BadRequest, "unit_serves_another_model"), (response.StatusCode, (await response.ErrorAsync()).Code));
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Gateway.Decisions;
using Gateway.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Management;

/// <summary>Emulated devices are made to fail at the gateway, as everything else of the fleet is managed there.</summary>
public class DeviceFaultsTests
{
    [Fact]
    public async Task A_device_of_every_worker_fails_and_all_are_sound_again()
    {
        await using var scene = await Scene.StartAsync();
        var asked = new ConcurrentQueue<string>();
        scene["large"].Answer = async context => asked.Enqueue($"{context.Request.Method} {context.Request.Path} {await new StreamReader(context.Request.Body).ReadToEndAsync()}");

        using (var failed = await SetAsync(scene, "large", new { fault = "fail", device = 0 })) Assert.Equal(HttpStatusCode.OK, failed.StatusCode);
        using (var slow = await SetAsync(scene, "large", new { fault = "slow", device = 0, factor = 3 })) Assert.Equal(HttpStatusCode.OK, slow.StatusCode);
        using (var sound = await SetAsync(scene, "large", new { fault = "none" })) Assert.Equal(HttpStatusCode.OK, sound.StatusCode);

        Assert.Equal(["PUT /devices/0 {\"fault\":\"fail\"}", "PUT /devices/0 {\"fault\":\"slow\",\"factor\":3}", "PUT /devices/0 {\"fault\":\"none\"}"], asked);
        Assert.Equal(["device 0: fail", "device 0: slow", "all devices: none"], scene.Gateway.Decisions.After().Where(decision => decision.Kind == DecisionKind.Unit).Select(decision => decision.What));
    }

    [Fact]
    public async Task Faulty_devices_are_shown_as_the_worker_tells_of_them()
    {
        var workers = await TestFleets.WorkersAsync(TestFleets.Images);
        workers["large"][0].Report = """{ "checks": { "model": { "status": "Healthy", "data": { "waiting": 0, "faultyCores": [0] } } } }""";
        await using var scene = await Scene.StartAsync(TestFleets.Three, workers);
        var units = (await scene.Gateway.GetFleetAsync()).Units.ToDictionary(unit => unit.Name);
        Assert.Equal([0], units["large"].Workers[0].FaultyDevices!);
        Assert.Null(units["small"].Workers[0].FaultyDevices);
    }

    [Theory]
    [InlineData("large", """{"fault":"explode"}""", 400, "invalid_value")]
    [InlineData("large", """{"fault":"fail","device":99}""", 400, "invalid_value")]
    [InlineData("large", """{"fault":"fail","device":-1}""", 400, "invalid_value")]
    [InlineData("large", """{"fault":"fail","device":"first"}""", 400, "invalid_value")]
    [InlineData("large", """{"fault":"slow","factor":0}""", 400, "invalid_value")]
    [InlineData("large", """{"fault":"fail","core":1}""", 400, "unknown_field")]
    [InlineData("huge", """{"fault":"fail"}""", 404, "unknown_unit")]
    [InlineData("text", """{"fault":"fail"}""", 502, "devices_not_set")]
    public async Task Nonsense_is_refused(string unit, string body, int status, string code)
    {
        await using var scene = await Scene.StartAsync();
        using var response = await scene.Gateway.Client.PutAsync($"/fleet/units/{unit}/devices", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        Assert.Equal((status, code), ((int)response.StatusCode, (await response.ErrorAsync()).Code));
        Assert.Equal(0, scene["large"].Served);
    }

    [Fact]
    public async Task Real_devices_cannot_be_made_to_fail()
    {
        await using var scene = await Scene.StartAsync();
        scene["large"].Answer = StubWorker.Status(HttpStatusCode.NotImplemented);
        using var response = await SetAsync(scene, "large", new { fault = "fail" });
        Assert.Equal((501, "not_emulated"), ((int)response.StatusCode, (await response.ErrorAsync()).Code));
        Assert.DoesNotContain(scene.Gateway.Decisions.After(), decision => decision.Kind == DecisionKind.Unit);
    }

    private static Task<HttpResponseMessage> SetAsync(Scene scene, string unit, object change) =>
        scene.Gateway.Client.PutAsJsonAsync($"/fleet/units/{unit}/devices", change, TestContext.Current.CancellationToken);
}

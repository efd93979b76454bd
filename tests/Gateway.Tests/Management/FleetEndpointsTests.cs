using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Management;
using Gateway.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Telemetry;

namespace Gateway.Tests.Management;

public class FleetEndpointsTests
{
    [Fact]
    public async Task The_fleet_shows_modes_units_sizes_and_workers()
    {
        await using var scene = await Scene.StartAsync();
        using var served = await scene.Gateway.GenerateAsync();
        using var json = JsonDocument.Parse(await scene.Gateway.Client.GetStringAsync("/fleet", TestContext.Current.CancellationToken));
        var fleet = json.RootElement;
        Assert.Equal("cost", fleet.GetProperty("mode").GetString());

        var unit = fleet.GetProperty("units").EnumerateArray().Single(unit => unit.GetProperty("name").GetString() == "large");
        Assert.Equal(("flux", "l4", "ready"), (unit.GetProperty("model").GetString(), unit.GetProperty("accelerator").GetString(), unit.GetProperty("state").GetString()));
        Assert.Equal(1, unit.GetProperty("pricePerHour").GetDouble());
        Assert.Equal(1000.0 / 3600, unit.GetProperty("costPerThousand").GetDouble(), 9);
        Assert.Equal((1, 1.0), (unit.GetProperty("requests").GetInt64(), unit.GetProperty("share").GetDouble()));
        Assert.True(unit.GetProperty("emulated").GetBoolean());

        var size = unit.GetProperty("sizes")[0];
        Assert.Equal("256x144", size.GetProperty("size").GetString());
        Assert.Equal(0.6, size.GetProperty("weight").GetDouble(), 12);
        Assert.Equal((1.0, 60.0, false), (size.GetProperty("latencySeconds").GetDouble(), size.GetProperty("perMinute").GetDouble(), size.GetProperty("assumed").GetBoolean()));
        Assert.True(size.GetProperty("measuredLatencySeconds").GetDouble() > 0);

        var worker = unit.GetProperty("workers")[0];
        Assert.Equal(("large", "ready", scene["large"].Address), (worker.GetProperty("name").GetString(), worker.GetProperty("state").GetString(), worker.GetProperty("address").GetString()));
    }

    [Fact]
    public async Task Assumed_figures_and_absent_units_are_shown_as_such()
    {
        await using var scene = await Scene.StartAsync();
        var units = (await scene.Gateway.GetFleetAsync()).Units.ToDictionary(unit => unit.Name);
        Assert.True(units["middle"].Sizes.Single(size => size.Size == "512x512").Assumed);
        Assert.True(units["small"].Sizes.Single().Assumed);
        Assert.NotEqual("ready", units["text"].State);
        Assert.NotNull(units["text"].Reason);
        Assert.Equal("text", units["text"].Sizes.Single().Size);
    }

    [Fact]
    public async Task Budgets_are_shown_beside_what_they_are_held_against()
    {
        await using var scene = await Scene.StartAsync(("Gateway:Budget:PerHour", "2.5"), ("Gateway:Budget:PerThousand", "1"));
        var budgets = (await scene.Gateway.GetFleetAsync()).Cost!.Budgets;
        Assert.Equal([("perThousand", 1, null), ("perHour", 2.5, 3)], budgets.Select(budget => (budget.Budget, budget.Limit, budget.Value)));
    }

    [Fact]
    public async Task Units_are_drained_and_taken_back_by_hand()
    {
        await using var scene = await Scene.StartAsync();
        Assert.Equal("drained", await SetAsync("drained"));
        using (var response = await scene.Gateway.GenerateAsync(pin: "large")) Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("ready", await SetAsync("active"));
        using (var response = await scene.Gateway.GenerateAsync(pin: "large")) Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        async Task<string> SetAsync(string state)
        {
            using var response = await scene.Gateway.Client.PutAsJsonAsync("/fleet/units/large", new { state }, TestContext.Current.CancellationToken);
            response.EnsureSuccessStatusCode();
            return (await scene.Gateway.GetFleetAsync()).Units.Single(unit => unit.Name == "large").State;
        }
    }

    [Theory]
    [InlineData("cost", 0.6, 0.3, 0.1)]
    [InlineData("capacity", 1.0 / 3, 1.0 / 3, 1.0 / 3)]
    [InlineData("static", 0.2, 0.3, 0.5)]
    [InlineData("cheapest", 1.0, 0.0, 0.0)]
    public async Task Modes_are_switched_by_hand(string mode, params double[] weights)
    {
        await using var scene = await Scene.StartAsync();
        using var set = await scene.Gateway.Client.PutAsJsonAsync("/fleet/mode", new { mode }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        var fleet = await scene.Gateway.GetFleetAsync();
        Assert.Equal(mode, fleet.Mode);
        Assert.Equal(weights, TestFleets.Images.Select(name => Math.Round(fleet.Units.Single(unit => unit.Name == name).Sizes[0].Weight, 12)).ToArray(), (one, other) => Math.Abs(one - other) < 1e-9);
        using var response = await scene.Gateway.GenerateAsync();
        Assert.Equal(mode, response.Header(InferenceHeaders.Mode));
    }

    [Theory]
    [InlineData("/fleet/mode", """{"mode":"random"}""", 400, "invalid_value")]
    [InlineData("/fleet/mode", """{"mode":"Cheapest"}""", 400, "invalid_value")]
    [InlineData("/fleet/mode", """{"mode":""", 400, "invalid_json")]
    [InlineData("/fleet/mode", "", 400, "invalid_json")]
    [InlineData("/fleet/mode", "cost", 400, "invalid_json")]
    [InlineData("/fleet/mode", """["cost"]""", 400, "invalid_json")]
    [InlineData("/fleet/mode", "{}", 400, "invalid_value")]
    [InlineData("/fleet/mode", """{"mode":1}""", 400, "invalid_value")]
    [InlineData("/fleet/mode", """{"mode":"cost","for":"flux"}""", 400, "unknown_field")]
    [InlineData("/fleet/units/large", """{"status":"drained"}""", 400, "unknown_field")]
    [InlineData("/fleet/units/large", "", 400, "invalid_json")]
    [InlineData("/fleet/units/large", """{"state":"asleep"}""", 400, "invalid_value")]
    [InlineData("/fleet/units/huge", """{"state":"drained"}""", 404, "unknown_unit")]
    public async Task Nonsense_is_refused(string path, string body, int status, string code)
    {
        await using var scene = await Scene.StartAsync(TestFleets.Three, []);
        using var response = await scene.Gateway.Client.PutAsync(path, new StringContent(body, System.Text.Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        var error = await response.ErrorAsync();
        Assert.Equal((status, code), ((int)response.StatusCode, error.Code));
        Assert.Contains(path.EndsWith("mode", StringComparison.Ordinal) ? "cost" : status == 404 ? "large" : "drained", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_without_a_body_is_told_what_to_send()
    {
        await using var scene = await Scene.StartAsync(TestFleets.Three, []);
        using var response = await scene.Gateway.Client.PutAsync("/fleet/mode", null, TestContext.Current.CancellationToken);
        var error = await response.ErrorAsync();
        Assert.Equal((400, "invalid_json"), ((int)response.StatusCode, error.Code));
        Assert.Equal("""The body is not a JSON object: it is empty. Send {"mode": "cost" | "capacity" | "static" | "cheapest"}.""", error.Message);
    }

    [Theory]
    [InlineData("""{"emulated":true,"platform":"emulated","device_kind":"l4"}""", true, "emulated", "l4", false)]
    [InlineData("""{"emulated":false,"platform":"cpu","device_kind":"cpu"}""", false, "cpu", "cpu", false)]
    [InlineData("""{"emulated":false,"platform":"cuda","device_kind":"NVIDIA L4"}""", false, "cuda", "NVIDIA L4", true)]
    [InlineData("""{"emulated":false}""", false, null, null, null)]
    public async Task What_devices_really_are_is_passed_on(string model, bool emulated, string? platform, string? kind, bool? genuine)
    {
        var workers = await TestFleets.WorkersAsync("large");
        workers["large"][0].Models = $$"""{"data":[{{model}}]}""";
        await using var scene = await Scene.StartAsync(TestFleets.Three, workers);
        UnitView unit;
        do
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
            unit = (await scene.Gateway.GetFleetAsync()).Units[0];
        }
        while (unit.Emulated is null);
        Assert.Equal((emulated, platform, kind, genuine), (unit.Emulated, unit.Platform, unit.DeviceKind, unit.Genuine));
        Assert.EndsWith("-00", workers["large"][0].ProbeTrace);
        var flux = await scene.Gateway.Client.GetFromJsonAsync<JsonElement>("/v1/models/flux", TestContext.Current.CancellationToken);
        Assert.Equal(platform, flux.GetProperty("units")[0].GetProperty("platform").GetString());
    }

    [Fact]
    public async Task Looking_at_the_fleet_makes_no_traces()
    {
        await using var scene = await Scene.StartAsync(TestFleets.Three, []);
        var routes = scene.Gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToLookup(route => route.Metadata.GetMetadata<Untraced>() is null, route => route.RoutePattern.RawText!.TrimEnd('/'));
        Assert.Equal(["/fleet", "/fleet/keys", "/fleet/replica", "/fleet/units/{unit}/load", "/health", "/readiness"], routes[false].Order(StringComparer.Ordinal));
        Assert.Contains("/v1/images/generations", routes[true]);
    }

    [Fact]
    public async Task Load_is_counted_in_replicas()
    {
        await using var scene = await Scene.StartAsync();
        for (var request = 0; request < 20; request++) (await scene.Gateway.GenerateAsync()).Dispose();
        var load = await scene.Gateway.Client.GetFromJsonAsync<JsonElement>("/fleet/units/middle/load", TestContext.Current.CancellationToken);
        // 30 of a hundred of 20 requests, against 30 a minute.
        Assert.Equal(6, load.GetProperty("requestsPerMinute").GetInt32());
        Assert.Equal(0.2, load.GetProperty("load").GetDouble(), 9);
        Assert.True(load.GetProperty("latencyRatio").GetDouble() > 0);
    }

    [Fact]
    public async Task In_the_mode_cheapest_the_scaler_is_told_what_the_plan_wants()
    {
        await using var scene = await Scene.StartAsync(("Gateway:Mode", "cheapest"), ("Gateway:Weights:LatencyTarget", "00:01:00"));
        for (var request = 0; request < 20; request++) (await scene.Gateway.GenerateAsync()).Dispose();
        var load = await LoadAsync("large");
        // One replica is enough, and the scaler's target is 0.8.
        Assert.Equal((1, 1), (load.GetProperty("wanted").GetInt32(), Math.Ceiling(load.GetProperty("load").GetDouble() / 0.8)));
        Assert.Equal((0, 0), ((await LoadAsync("middle")).GetProperty("wanted").GetInt32(), (await LoadAsync("small")).GetProperty("load").GetDouble()));

        var cost = (await scene.Gateway.GetFleetAsync()).Cost!;
        Assert.Equal(1000 / 3600.0, cost.Routes.Single(route => route.Size == "256x144").PerThousand!.Value, 9);
        Assert.Equal((20, 3.0), (cost.Blended.Answers, cost.Blended.PerHour));

        Task<JsonElement> LoadAsync(string unit) => scene.Gateway.Client.GetFromJsonAsync<JsonElement>($"/fleet/units/{unit}/load", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Models_are_listed_as_OpenAI_lists_them()
    {
        await using var scene = await Scene.StartAsync();
        var list = await scene.Gateway.Client.GetFromJsonAsync<JsonElement>("/v1/models", TestContext.Current.CancellationToken);
        Assert.Equal("list", list.GetProperty("object").GetString());
        Assert.Equal(["flux", "llama"], list.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()!));
        var flux = await scene.Gateway.Client.GetFromJsonAsync<JsonElement>("/v1/models/flux", TestContext.Current.CancellationToken);
        Assert.Equal("model", flux.GetProperty("object").GetString());
        Assert.Equal(["256x144", "512x512"], flux.GetProperty("sizes").EnumerateArray().Select(size => size.GetString()!));
        Assert.True(flux.GetProperty("emulated").GetBoolean());
        using var unknown = await scene.Gateway.Client.GetAsync("/v1/models/gpt", TestContext.Current.CancellationToken);
        Assert.Equal("model_not_found", (await unknown.ErrorAsync()).Code);
    }
}

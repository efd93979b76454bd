using Gateway.Decisions;
using Gateway.Reload;
using Gateway.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Reload;

/// <summary>Settings are read again without a restart, and bad ones change nothing.</summary>
public sealed class SettingsReloadTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task Weights_budget_and_mode_follow_the_file()
    {
        Write("""{ "Gateway": { "Mode": "cost" } }""");
        await using var scene = await Scene.StartAsync(("Gateway:SettingsFile", _file));
        Write("""{ "Gateway": { "Mode": "static", "Weights": { "Typed": { "large": 100, "middle": 0, "small": 0 } }, "Budget": { "PerHour": 1 } } }""");
        Look(scene);

        var fleet = await scene.Gateway.GetFleetAsync();
        Assert.Equal("static", fleet.Mode);
        Assert.Equal(1, fleet.Units.Single(unit => unit.Name == "large").Sizes[0].Weight);
        Assert.Equal(1, scene.Gateway.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<GatewayOptions>>().Value.Budget.PerHour);
        var inputs = System.Text.Json.JsonSerializer.Serialize(Last(scene).Inputs);
        Assert.Contains("Gateway:Budget:PerHour", inputs, StringComparison.Ordinal);
        Assert.DoesNotContain("100", inputs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_settings_are_refused_with_everything_that_is_wrong_and_the_old_ones_stay()
    {
        Write("""{ "Gateway": { "Mode": "static" } }""");
        await using var scene = await Scene.StartAsync(("Gateway:SettingsFile", _file));
        Write("""{ "Gateway": { "Mode": "random", "BodyLimit": "big", "RetryAfter": "-00:00:01", "Weights": { "SampleFloor": -1, "Preset": "flux" }, "Budget": { "PerHour": 0 } } }""");
        Look(scene);

        var fleet = await scene.Gateway.GetFleetAsync();
        Assert.Equal("static", fleet.Mode);
        foreach (var name in new[] { "Gateway:Mode", "Gateway:BodyLimit", "Gateway:RetryAfter", "Gateway:Weights:SampleFloor", "Gateway:Weights:Preset", "Gateway:Budget:PerHour" })
        {
            Assert.Single(fleet.Configuration!.Settings.Problems, problem => problem.Contains(name, StringComparison.Ordinal));
            Assert.Contains(name, Last(scene).Reason, StringComparison.Ordinal);
        }

        Write("""{ "Gateway": { "Mode": """);
        Look(scene);
        Assert.Equal("static", scene.Gateway.Fleet.Mode.Name);
        Assert.Contains(Path.GetFileName(_file), Assert.Single((await scene.Gateway.GetFleetAsync()).Configuration!.Settings.Problems), StringComparison.Ordinal);

        Write("""{ "Gateway": { "Mode": "capacity" } }""");
        Look(scene);
        Assert.Empty((await scene.Gateway.GetFleetAsync()).Configuration!.Settings.Problems);
        Assert.Equal("capacity", scene.Gateway.Fleet.Mode.Name);
    }

    [Fact]
    public async Task A_mode_that_was_set_by_hand_stays_unless_the_settings_name_another()
    {
        Write("""{ "Gateway": { "Mode": "cost" } }""");
        await using var scene = await Scene.StartAsync(("Gateway:SettingsFile", _file));
        using var set = await System.Net.Http.Json.HttpClientJsonExtensions.PutAsJsonAsync(scene.Gateway.Client, "/fleet/mode", new { mode = "static" }, TestContext.Current.CancellationToken);
        Write("""{ "Gateway": { "Mode": "cost", "RetryAfter": "00:00:05" } }""");
        Look(scene);
        Assert.Equal("static", scene.Gateway.Fleet.Mode.Name);
    }

    [Theory]
    [InlineData("StartTimeout")]
    [InlineData("ReturnTime")]
    public async Task What_workers_were_made_with_waits_for_the_next_start(string name)
    {
        Write("{}");
        await using var scene = await Scene.StartAsync(("Gateway:SettingsFile", _file));
        Write($$"""{ "Gateway": { "{{name}}": "00:00:07" } }""");
        Look(scene);
        Assert.EndsWith($"{name} at the next start", Last(scene).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_the_start_everything_that_is_wrong_is_listed()
    {
        var exception = await Assert.ThrowsAsync<SettingsException>(() => GatewayHost.StartAsync(
            TestFleets.Three, new Dictionary<string, StubWorker[]>(), ("Gateway:BodyLimit", "0"), ("Gateway:Weights:SampleFloor", "x"), ("Gateway:Budget:PerHour", "-1"),
            ("Gateway:Admission:Queue", "-1"), ("Gateway:Admission:Limits:Concurrent", "0"), ("Gateway:Hedging:MostShare", "2"), ("Gateway:Affinity:By", "magic"), ("Gateway:Peers:Addresses:0", "nowhere")));
        foreach (var name in new[] { "Gateway:BodyLimit", "Gateway:Weights:SampleFloor", "Gateway:Budget:PerHour", "Gateway:Admission:Queue", "Gateway:Admission:Limits:Concurrent", "Gateway:Hedging:MostShare", "Gateway:Affinity:By", "Gateway:Peers:Addresses:0" })
            Assert.Contains(name, exception.Message, StringComparison.Ordinal);
    }

    private void Write(string settings) => File.WriteAllText(_file, settings);

    private static void Look(Scene scene) => scene.Gateway.Services.GetRequiredService<SettingsReload>().Look();

    private static Decision Last(Scene scene) => scene.Gateway.Decisions.After().Last(decision => decision.Kind == DecisionKind.Configuration);
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Costs;
using Gateway.Draining;
using Gateway.Management;
using Gateway.Peers;
using Gateway.Reload;
using Gateway.Routing;
using Gateway.Tests.Hosting;
using Gateway.Units;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.Peers;

/// <summary>Two gateways before the same workers are one: what is set at one holds at both, and either tells the load of both.</summary>
public sealed class PeersTests : IAsyncDisposable
{
    private const string Key = "a management key";

    private readonly string _file = Path.GetTempFileName();
    private readonly List<IAsyncDisposable> _ended = [];
    private Dictionary<string, StubWorker[]>? _workers;

    public async ValueTask DisposeAsync()
    {
        foreach (var ended in Enumerable.Reverse(_ended)) await ended.DisposeAsync();
        File.Delete(_file);
    }

    [Fact]
    public async Task Each_request_counts_once_whichever_gateway_is_asked()
    {
        var (one, other) = await StartAsync();
        await AskAsync(one, 7, "large");
        await AskAsync(other, 5, "large");
        await LookAsync(one, other);
        await LookAsync(one, other);

        foreach (var gateway in new[] { one, other })
        {
            var load = await LoadAsync(gateway, "large");
            Assert.Equal(12, load.RequestsPerMinute);
            // 60 a minute.
            Assert.Equal(12 / 60.0, load.Load, 9);
            Assert.True(load.LatencyRatio > 0);
            Assert.Equal(0, (await LoadAsync(gateway, "small")).RequestsPerMinute);
            Assert.Equal(2, (await gateway.GetFleetAsync()).Replicas);
        }
    }

    [Fact]
    public async Task Demand_and_answers_of_both_are_planned_and_paid_for_once()
    {
        var (one, other) = await StartAsync();
        await LookAsync(one, other);
        await AskAsync(one, 3, "large");
        await AskAsync(other, 4, "large");
        await LookAsync(one, other);
        await LookAsync(one, other);

        foreach (var gateway in new[] { one, other })
        {
            var routes = gateway.Services.GetRequiredService<RouteTable>();
            var route = routes.Of(gateway.Fleet.Definition.Models[0], new Fleet.ImageSize(256, 144));
            Assert.Equal(7, route.Demand.Level());
            Assert.Equal(7, gateway.Services.GetRequiredService<CostMeter>().Of(gateway.Fleet.Unit("large")!).Answers);
        }
    }

    [Fact]
    public async Task Mode_capacity_and_drain_reach_the_other_and_the_last_word_wins()
    {
        var (one, other) = await StartAsync();
        await PutAsync(one, "/fleet/mode", new { mode = "static" });
        await PutAsync(one, "/fleet/units/small", new { state = "drained" });
        await PostAsync(other, "/fleet/capacity", new { unit = "middle", available = false, reason = "the region is full" });
        await LookAsync(one, other);

        foreach (var gateway in new[] { one, other })
        {
            var fleet = await gateway.GetFleetAsync();
            Assert.Equal("drained", fleet.Units.Single(unit => unit.Name == "small").State);
            Assert.Equal(("short", "the region is full"), (fleet.Units.Single(unit => unit.Name == "middle").State, fleet.Units.Single(unit => unit.Name == "middle").Reason?.Split(", at")[0]));
            Assert.Equal("static", fleet.ChosenMode);
        }

        // At the other one now, and back.
        await PostAsync(one, "/fleet/capacity", new { unit = "middle", available = true });
        await PutAsync(other, "/fleet/units/small", new { state = "active" });
        await PutAsync(other, "/fleet/mode", new { mode = "cheapest" });
        await LookAsync(one, other);
        foreach (var gateway in new[] { one, other })
        {
            var fleet = await gateway.GetFleetAsync();
            Assert.All(fleet.Units.Where(unit => unit.Model == "flux"), unit => Assert.Equal("ready", unit.State));
            Assert.Equal("cheapest", fleet.Mode);
        }
    }

    [Fact]
    public async Task One_that_starts_later_takes_what_was_set()
    {
        var (one, _) = await StartAsync();
        await PutAsync(one, "/fleet/mode", new { mode = "static" });
        await PutAsync(one, "/fleet/units/small", new { state = "drained" });
        var late = await GatewayAsync();
        await LookAsync(late);
        Assert.Equal("static", late.Fleet.Mode.Name);
        Assert.True(late.Fleet.Unit("small")!.Drained);
    }

    [Fact]
    public async Task It_is_not_ready_before_it_has_asked_the_others()
    {
        var one = await GatewayAsync();
        var options = Options.Create(new GatewayOptions { Peers = new PeersOptions { Address = "http://127.0.0.1:1" }, ReadyWhen = ReadyWhen.Any });
        var services = one.Services;
        using var peers = new PeerWatch(services.GetRequiredService<PeerLoads>(), services.GetRequiredService<SharedChoices>(), options, TimeProvider.System, NullLogger<PeerWatch>.Instance);
        var readiness = new FleetReadiness(one.Fleet, services.GetRequiredService<GatewayDrain>(), peers, options);
        Assert.Equal(HealthStatus.Unhealthy, (await readiness.CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken)).Status);
        // Nobody answers: it is the only one.
        await peers.LookAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HealthStatus.Healthy, (await readiness.CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken)).Status);
    }

    [Theory]
    [InlineData("application/json; charset=foo", """{"id":"other","choices":[],"units":[],"demand":[]}""")]
    [InlineData("application/json", """{"id":"other","choices":[null],"units":[],"demand":[]}""")]
    [InlineData("application/json", """{"id":"other","choices":[],"units":[null],"demand":[]}""")]
    [InlineData("application/json", """{"id":"other","choices":[],"units":[],"demand":[null]}""")]
    [InlineData("application/json", """{"id":"other","choices":[{"kind":"mode","reason":"set","time":1,"by":"other"}],"units":[],"demand":[]}""")]
    [InlineData("application/json", """{"id":"other","choices":[{"kind":"mode","value":"static","reason":"set","time":9223372036854775807,"by":"other"}],"units":[],"demand":[]}""")]
    [InlineData("application/json", """{"id":"other","choices":[],"units":[{"unit":"large","size":"256x144","asked":-5,"answers":0,"seconds":0,"total":0}],"demand":[]}""")]
    [InlineData("application/json", """{"id":"other","choices":[],"units":[],"demand":[{"total":1,"held":1}]}""")]
    [InlineData("application/json", "null")]
    [InlineData("application/json", "{")]
    public async Task What_is_odd_in_an_answer_is_taken_for_no_answer(string type, string text)
    {
        await using var odd = await StubWorker.StartAsync();
        odd.Answer = context =>
        {
            context.Response.ContentType = type;
            return context.Response.WriteAsync(text, TestContext.Current.CancellationToken);
        };
        var one = await GatewayAsync();
        var services = one.Services;
        var options = Options.Create(new GatewayOptions { Peers = new PeersOptions { Addresses = { odd.Address } } });
        var log = new Shared.HeardLog<PeerWatch>();
        using var peers = new PeerWatch(services.GetRequiredService<PeerLoads>(), services.GetRequiredService<SharedChoices>(), options, TimeProvider.System, log);
        await peers.LookAsync(TestContext.Current.CancellationToken);
        Assert.Contains(odd.Address, (await log.NextAsync(TestContext.Current.CancellationToken)).Text, StringComparison.Ordinal);
        Assert.Empty(services.GetRequiredService<PeerLoads>().Peers);
        Assert.Empty(services.GetRequiredService<SharedChoices>().All);
    }

    [Fact]
    public async Task Strangers_learn_nothing_of_it()
    {
        var (one, _) = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/fleet/replica") { Headers = { { "X-Forwarded-For", "192.0.2.1" } } };
        using var answer = await one.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task One_that_is_gone_is_no_reason_to_stop_and_what_it_counted_fades()
    {
        var (one, other) = await StartAsync();
        await AskAsync(other, 5, "large");
        await LookAsync(one, other);
        await other.DisposeAsync();
        await LookAsync(one);
        Assert.Equal(5, (await LoadAsync(one, "large")).RequestsPerMinute);
        using var answer = await one.GenerateAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        var time = new Shared.ManualTime();
        var loads = new PeerLoads(one.Services.GetRequiredService<RouteTable>(), time);
        loads.Put("http://gone", new ReplicaView("gone", [], [new UnitCounts("large", "256x144", 60, 0, 0, 60)], [new DemandCount("flux", "256x144", 60, 7)]));
        var large = one.Fleet.Unit("large")!;
        var route = one.Services.GetRequiredService<RouteTable>().Of(one.Fleet.Definition.Models[0], new Fleet.ImageSize(256, 144));
        Assert.Equal(7, route.HeldElsewhere);
        Assert.Equal(60, loads.Of(large, new Fleet.ImageSize(256, 144)).Asked);
        // Nobody waits any more at one that says nothing.
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(0, route.HeldElsewhere);
        time.Advance(TimeSpan.FromSeconds(24));
        Assert.Equal(30, loads.Of(large, new Fleet.ImageSize(256, 144)).Asked);
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(0, loads.Of(large, new Fleet.ImageSize(256, 144)).Asked);
        Assert.Empty(loads.Peers);
    }

    private async Task<(GatewayHost One, GatewayHost Other)> StartAsync()
    {
        var (one, other) = (await GatewayAsync(), await GatewayAsync());
        Write(one, other);
        foreach (var gateway in new[] { one, other }) gateway.Services.GetRequiredService<SettingsReload>().Look();
        return (one, other);
    }

    private async Task<GatewayHost> GatewayAsync()
    {
        if (_workers is null)
        {
            File.WriteAllText(_file, "{}");
            _workers = await TestFleets.WorkersAsync(TestFleets.Images);
            _ended.AddRange(_workers.Values.SelectMany(stubs => stubs));
        }

        var gateway = await GatewayHost.StartAsync(TestFleets.Three, _workers, ("Gateway:SettingsFile", _file), ("Gateway:ManagementKey", Key), ("Gateway:Peers:Interval", "01:00:00"), ("Gateway:Peers:Timeout", "00:00:30"));
        _ended.Add(gateway);
        return gateway;
    }

    // Each finds itself among them too, as behind a name.
    private void Write(params GatewayHost[] gateways) =>
        File.WriteAllText(_file, JsonSerializer.Serialize(new { Gateway = new { Peers = new { Addresses = gateways.Select(gateway => gateway.Address) } } }));

    private static async Task LookAsync(params GatewayHost[] gateways)
    {
        foreach (var gateway in gateways) await gateway.Services.GetRequiredService<PeerWatch>().LookAsync(TestContext.Current.CancellationToken);
    }

    private static async Task AskAsync(GatewayHost gateway, int count, string unit)
    {
        for (var request = 0; request < count; request++)
        {
            using var answer = await gateway.GenerateAsync(pin: unit);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    private static async Task<LoadView> LoadAsync(GatewayHost gateway, string unit) =>
        (await gateway.Client.GetFromJsonAsync<LoadView>($"/fleet/units/{unit}/load", TestContext.Current.CancellationToken))!;

    private static async Task PutAsync(GatewayHost gateway, string path, object change)
    {
        using var answer = await gateway.Client.PutAsJsonAsync(path, change, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task PostAsync(GatewayHost gateway, string path, object change)
    {
        using var answer = await gateway.Client.PostAsJsonAsync(path, change, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}

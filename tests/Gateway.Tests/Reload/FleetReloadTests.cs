using System.Net;
using Fleet;
using Gateway.Decisions;
using Gateway.Reload;
using Gateway.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Reload;

/// <summary>The fleet file is read again without a restart, and a bad one changes nothing.</summary>
public sealed class FleetReloadTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task Prices_and_weights_follow_the_file()
    {
        await using var scene = await StartAsync(Units("large", "middle"));
        Assert.Equal(0.5, scene.Gateway.Fleet.Mode.Weigh([.. scene.Gateway.Fleet.Units], new ImageSize(256, 144), [1, 1])[0].Fraction, 9);

        Write(Units("large", "middle").Replace("\"middle\": { \"usdPerHour\": 1,", "\"middle\": { \"usdPerHour\": 3,", StringComparison.Ordinal));
        Look(scene);
        var fleet = await scene.Gateway.GetFleetAsync();
        Assert.Equal(0.75, fleet.Units[0].Sizes[0].Weight, 9);
        Assert.Equal(3, fleet.Units[1].PricePerHour);
        Assert.Contains("changed middle", Last(scene).Reason, StringComparison.Ordinal);
        // Its workers are the same, and nobody had to become ready again.
        Assert.All(fleet.Units, unit => Assert.Equal("ready", unit.State));
    }

    [Fact]
    public async Task A_new_unit_gets_requests_and_one_that_was_removed_finishes_its_own_first()
    {
        var begun = new TaskCompletionSource();
        var may = new TaskCompletionSource();
        await using var scene = await StartAsync(Units("large", "middle"), "small");
        scene["large"].Answer = async context =>
        {
            begun.TrySetResult();
            await may.Task.WaitAsync(TimeSpan.FromSeconds(30), context.RequestAborted);
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, "late");
        };
        var under = scene.Gateway.GenerateAsync(pin: "large");
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Write(Units("middle", "small"));
        Look(scene);
        await scene.Gateway.WaitAsync(fleet => fleet.Unit("small") is { CanServe: true });
        var units = new HashSet<string?>();
        for (var request = 0; request < 20; request++)
        {
            using var answer = await scene.Gateway.GenerateAsync();
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            units.Add(answer.Unit());
        }

        Assert.Equal(["middle", "small"], units.Order());
        Look(scene);
        var leaving = (await scene.Gateway.GetFleetAsync()).Units.Single(unit => unit.Name == "large");
        Assert.Equal(("drained", 1), (leaving.State, leaving.Outstanding));

        may.SetResult();
        using var last = await under;
        Assert.Equal("late", await last.TextAsync());
        // The answer is there a moment before it is counted.
        for (var tries = 0; tries < 10_000 && scene.Gateway.Fleet.Units.Any(unit => unit.Workers.Any(worker => worker.Outstanding > 0)); tries++) await Task.Delay(1, TestContext.Current.CancellationToken);
        Look(scene);
        Assert.Null(scene.Gateway.Fleet.Unit("large"));
        Assert.Equal(("large", "removed"), (Last(scene).Unit, Last(scene).What));
    }

    [Fact]
    public async Task A_bad_file_is_refused_with_everything_that_is_wrong_and_the_old_one_stays()
    {
        await using var scene = await StartAsync(Units("large", "middle"));
        var before = scene.Gateway.Fleet.Definition;
        Write(Units("large", "middle").Replace("\"devices\": 1", "\"devices\": 0", StringComparison.Ordinal).Replace("\"latencySeconds\": 1", "\"latencySeconds\": -1", StringComparison.Ordinal));
        Look(scene);

        Assert.Same(before, scene.Gateway.Fleet.Definition);
        var problems = (await scene.Gateway.GetFleetAsync()).Configuration!.Fleet.Problems;
        foreach (var place in new[] { "$.units.large.devices", "$.units.middle.devices", "$.units.large.capacity", "$.units.middle.capacity" })
        {
            Assert.Contains(problems, problem => problem.StartsWith(place, StringComparison.Ordinal));
            Assert.Contains(place, Last(scene).Reason, StringComparison.Ordinal);
        }

        using var answer = await scene.Gateway.GenerateAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        // Half a file is no file either.
        Write("""{ "models": {""");
        Look(scene);
        Assert.Same(before, scene.Gateway.Fleet.Definition);

        Write(Units("large"));
        Look(scene);
        Assert.Empty((await scene.Gateway.GetFleetAsync()).Configuration!.Fleet.Problems);
        Assert.Equal("large", Assert.Single(scene.Gateway.Fleet.Definition.Units).Name);
    }

    /// <summary>What the AppHost refuses at its start is refused here too: the checkpoint has 8 heads.</summary>
    [Fact]
    public async Task Heads_that_do_not_divide_are_refused_as_at_the_start()
    {
        await using var scene = await StartAsync(Units("large"));
        Write(Units("large").Replace("\"devices\": 1", "\"devices\": 3, \"tensorParallel\": 3", StringComparison.Ordinal).Replace("g6.xlarge", "g6.12xlarge", StringComparison.Ordinal));
        Look(scene);
        var problem = Assert.Single((await scene.Gateway.GetFleetAsync()).Configuration!.Fleet.Problems);
        Assert.StartsWith("$.units.large.tensorParallel", problem, StringComparison.Ordinal);
        Assert.Contains("heads", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_request_is_lost_while_the_file_changes_again_and_again()
    {
        await using var scene = await StartAsync(Units("large", "middle", "small"), "small");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var statuses = new System.Collections.Concurrent.ConcurrentBag<HttpStatusCode>();
        var clients = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var request = 0; request < 150; request++)
            {
                using var answer = await scene.Gateway.GenerateAsync();
                statuses.Add(answer.StatusCode);
            }
        })).ToArray();
        string[][] fleets = [["large", "middle"], ["middle", "small"], ["small", "large"], ["large"], ["small", "middle", "large"]];
        for (var change = 0; clients.Any(client => !client.IsCompleted) && change < 1000; change++)
        {
            // One that is new must be asked first whether it is ready: another is always there.
            Write(Units(["middle", .. fleets[change % fleets.Length].Where(unit => unit != "middle")]));
            Look(scene);
            await Task.Delay(1, stop.Token);
        }

        await Task.WhenAll(clients).WaitAsync(TimeSpan.FromSeconds(60), stop.Token);
        Assert.Equal(600, statuses.Count(status => status == HttpStatusCode.OK));
    }

    private static string Units(params string[] units) =>
        $$"""
        {
          "models": { "flux": { "architecture": "flux", "path": "models/tiny-flux", "sizes": ["256x144"] } },
          "units": { {{string.Join(", ", units.Select(unit => $$"""
            "{{unit}}": { "usdPerHour": 1, "model": "flux", "accelerator": "l4", "instance": "g6.xlarge", "devices": 1, "capacity": { "256x144": { "latencySeconds": 1, "perMinute": 30 } } }
            """))}} }
        }
        """;

    private async Task<Scene> StartAsync(string fleet, params string[] others)
    {
        Write(fleet);
        var definition = FleetDefinition.Load(_file);
        var workers = await TestFleets.WorkersAsync(definition.Units.Select(unit => unit.Name).Union(others));
        return await Scene.StartAsync(definition, workers, ("Fleet:Path", _file));
    }

    private void Write(string fleet) => File.WriteAllText(_file, fleet);

    private static void Look(Scene scene) => scene.Gateway.Services.GetRequiredService<FleetReload>().Look();

    private static Decision Last(Scene scene) => scene.Gateway.Decisions.After().Last(decision => decision.Kind == DecisionKind.Configuration);
}

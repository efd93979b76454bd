using System.Text.Json;
using Gateway.Decisions;
using Gateway.Routing;
using Gateway.Tests.Hosting;
using Gateway.Units;
using Microsoft.Extensions.Options;
using Shared;

namespace Gateway.Tests.Decisions;

public class WeightChangesTests
{
    /// <summary>Who checks a weight by the inputs that are written with it must come to the same.</summary>
    [Fact]
    public void Inputs_are_the_figures_that_weights_follow()
    {
        var time = new ManualTime();
        var figures = new MeasuredFigures(Options.Create(new GatewayOptions { Weights = new WeightOptions { SampleFloor = 2 } }));
        var fleet = new LiveFleet(TestFleets.Three, [.. TestFleets.Three.Units.Select(unit => new LiveUnit(unit, [], time))], new CostWeights(figures));
        var large = fleet.Unit("large")!;
        var worker = new Worker("large", "http://127.0.0.1:1", time, TimeSpan.FromMinutes(1));
        worker.EndProbe(worker.BeginProbe(), new ProbeResult(ProbeOutcome.Ready, "is ready"));
        large.Add(worker);
        var size = new Fleet.ImageSize(256, 144);
        for (var sample = 0; sample < 2; sample++)
        {
            large.Served(size).Alone.Add(TimeSpan.FromSeconds(7));
            large.Served(size).Turn.Add(TimeSpan.FromSeconds(4));
        }

        var changes = new WeightChanges(new RouteTable(fleet, new Random(1), time), figures).Since("a test").ToArray();
        var inputs = JsonSerializer.SerializeToElement(changes.Single(change => change.What.StartsWith("flux 256x144", StringComparison.Ordinal)).Inputs);
        var written = inputs.GetProperty("units").EnumerateArray().Single(unit => unit.GetProperty("unit").GetString() == "large");
        Assert.Equal((7, 15), (written.GetProperty("latencySeconds").GetDouble(), written.GetProperty("perMinute").GetDouble()));
    }
}

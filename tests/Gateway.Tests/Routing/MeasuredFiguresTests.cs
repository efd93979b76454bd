using Gateway.Routing;
using Gateway.Tests.Hosting;
using Gateway.Units;
using Microsoft.Extensions.Options;
using Shared;

namespace Gateway.Tests.Routing;

/// <summary>Throughput and latency are the fleet's until enough answers were measured.</summary>
public class MeasuredFiguresTests
{
    private static readonly Fleet.ImageSize Size = new(256, 144);

    private readonly ManualTime _time = new();
    private readonly LiveUnit[] _units;

    public MeasuredFiguresTests() => _units =
        [.. TestFleets.Images.Select(name => Ready(new LiveUnit(TestFleets.Three.Unit(name)!, [new Worker(name, "http://127.0.0.1:1", _time, TimeSpan.FromMinutes(1))], _time)))];

    [Fact]
    public void Too_few_answers_change_nothing()
    {
        Answer(_units[0], 9, TimeSpan.FromSeconds(2));
        Assert.Equal([0.6, 0.3, 0.1], Weights(floor: 10), (one, other) => Math.Abs(one - other) < 1e-9);
    }

    [Fact]
    public void Enough_of_them_replace_the_latency()
    {
        Answer(_units[0], 10, TimeSpan.FromSeconds(2));
        // 60/2, 30 and 10 to the dollar and second.
        Assert.Equal([3 / 7.0, 3 / 7.0, 1 / 7.0], Weights(floor: 10), (one, other) => Math.Abs(one - other) < 1e-9);
        Assert.Equal([0.6, 0.3, 0.1], Weights(floor: 0), (one, other) => Math.Abs(one - other) < 1e-9);
    }

    [Fact]
    public void Throughput_is_measured_only_while_a_worker_is_never_idle()
    {
        var (unit, worker) = (_units[0], _units[0].Workers[0]);
        Answer(unit, 10, TimeSpan.FromSeconds(3));
        Assert.Equal(0, unit.Served(Size).Turn.Samples);

        var turns = new Queue<Turn>([worker.Begin(), worker.Begin()]);
        for (var request = 0; request < 20; request++)
        {
            turns.Enqueue(worker.Begin());
            _time.Advance(TimeSpan.FromSeconds(4));
            unit.End(worker, turns.Dequeue(), Size, answered: true);
        }

        var figure = new MeasuredFigures(Floor(10)).Of(unit, Size)!.Value;
        // Who waits behind others says nothing of the latency: of these only the first did not.
        Assert.Equal((15, 11), (figure.Rate.Value, unit.Served(Size).Alone.Samples));
        Assert.InRange(figure.Latency.TotalSeconds, 3, 3.2);
    }

    [Fact]
    public void A_failure_measures_nothing()
    {
        var (unit, worker) = (_units[0], _units[0].Workers[0]);
        Turn[] turns = [.. Enumerable.Range(0, 4).Select(_ => worker.Begin())];
        unit.End(worker, turns[1], Size, answered: true);
        unit.End(worker, turns[0], Size, answered: false);
        unit.End(worker, turns[2], Size, answered: true);
        Assert.Equal((0, 0), (unit.Served(Size).Turn.Samples, unit.Served(Size).Alone.Samples));
    }

    private double[] Weights(int floor) => [.. new CostWeights(new MeasuredFigures(Floor(floor))).Weigh(_units, Size, [1, 1, 1]).Select(weight => weight.Fraction)];

    private static IOptions<GatewayOptions> Floor(int floor) => Options.Create(new GatewayOptions { Weights = new WeightOptions { SampleFloor = floor } });

    private void Answer(LiveUnit unit, int times, TimeSpan latency)
    {
        for (var answer = 0; answer < times; answer++)
        {
            var turn = unit.Workers[0].Begin();
            _time.Advance(latency);
            unit.End(unit.Workers[0], turn, Size, answered: true);
        }
    }

    private static LiveUnit Ready(LiveUnit unit)
    {
        foreach (var worker in unit.Workers) worker.EndProbe(worker.BeginProbe(), new ProbeResult(ProbeOutcome.Ready, "is ready"));
        return unit;
    }
}

using Fleet;
using Gateway.Tests.Hosting;
using Gateway.Units;
using Shared;

namespace Gateway.Tests.Units;

public class LiveUnitTests
{
    private static readonly ImageSize Small = new(256, 144), Large = new(512, 512);

    private readonly ManualTime _time = new();
    private readonly LiveUnit _unit;
    private readonly Worker _one;

    public LiveUnitTests()
    {
        _one = new Worker("one", "http://127.0.0.1:1", _time, TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        _unit = new LiveUnit(TestFleets.Three.Unit("large")!, [_one], _time);
    }

    [Fact]
    public void A_size_that_no_ready_worker_has_compiled_gets_no_weight()
    {
        Say(_one, Small);
        Assert.Equal((1, 0), (_unit.AvailabilityAt(Small), _unit.AvailabilityAt(Large)));
        var other = new Worker("other", "http://127.0.0.1:2", _time, TimeSpan.FromMinutes(1));
        _unit.Add(other);
        Assert.Equal(0, _unit.AvailabilityAt(Large));
        Say(other, Small, Large);
        Assert.Equal(1, _unit.AvailabilityAt(Large));
    }

    [Fact]
    public void A_unit_whose_only_worker_returns_gets_its_weight_back_gradually()
    {
        Say(_one, Small);
        _one.Eject(WorkerState.Failed, "was lost");
        Assert.Equal(0, _unit.AvailabilityAt(Small));
        var seen = new List<double>();
        _unit.Changed += (_, _) => seen.Add(_unit.AvailabilityAt(Small));
        for (var probe = 0; probe <= 24; probe++)
        {
            Say(_one, Small);
            _time.Advance(TimeSpan.FromSeconds(0.5));
        }

        Assert.Equal([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1], seen);
    }

    [Fact]
    public void Workers_come_and_go()
    {
        Say(_one, Small);
        var changes = 0;
        _unit.Changed += (_, _) => changes++;
        var other = new Worker("other", "http://127.0.0.1:2", _time, TimeSpan.FromMinutes(1));
        _unit.Add(other);
        Say(other, Small);
        _unit.Remove(_one, "was deleted");
        Assert.Equal((true, "other", true), (_unit.CanServe, _unit.Workers.Single().Name, _one.IsGone));
        changes = 0;
        // Whatever becomes of one that left is its own matter.
        Say(_one, Small);
        Assert.Equal((0, false), (changes, _one.IsReady));
    }

    private static void Say(Worker worker, params ImageSize[] sizes) =>
        worker.EndProbe(worker.BeginProbe(), new(ProbeOutcome.Ready, "is ready") { Report = new WorkerReport(0, 0, 0, sizes) });
}

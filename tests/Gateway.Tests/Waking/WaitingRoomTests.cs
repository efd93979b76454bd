using System.Text;
using Fleet;
using Gateway.Decisions;
using Gateway.Routing;
using Gateway.Tests.Hosting;
using Gateway.Units;
using Gateway.Waking;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shared;

namespace Gateway.Tests.Waking;

/// <summary>Who waits, in virtual time.</summary>
public class WaitingRoomTests
{
    private readonly ManualTime _time = new();
    private readonly LiveFleet _fleet;
    private readonly FleetDefinition _definition;
    private readonly RouteTable _routes;
    private readonly Target _target;
    private readonly WaitingRoom _room;

    public WaitingRoomTests()
    {
        var options = Options.Create(new GatewayOptions { Waking = new WakingOptions { Limit = 3, Time = TimeSpan.FromMinutes(10) } });
        var definition = TestFleets.Sleeping;
        var figures = new MeasuredFigures(options);
        _definition = definition;
        _fleet = new LiveFleet(definition, [.. definition.Units.Select(unit => new LiveUnit(unit, [], _time))], new CostWeights(figures));
        _routes = new RouteTable(_fleet, new Random(1), _time);
        _target = new Target(_routes.Of(definition.Models[0], definition.Models[0].Sizes[0]), null);
        _room = new WaitingRoom(_fleet, new DecisionLog(_time, NullLogger<DecisionLog>.Instance), options, _time);
    }

    [Fact]
    public async Task First_come_is_first_served_however_often_it_was_turned_away()
    {
        var (first, second) = (Enter(), Enter());
        var (one, two) = (Wait(first), Wait(second));
        _room.Answered(_target.Route);
        Assert.Equal(WaitEnd.Turn, await one);
        Assert.False(two.IsCompleted);

        one = Wait(first);
        _room.Answered(_target.Route);
        Assert.Equal(WaitEnd.Turn, await one);
        Assert.False(two.IsCompleted);
        _room.Leave(first);
        _room.Answered(_target.Route);
        Assert.Equal(WaitEnd.Turn, await two);
    }

    [Fact]
    public async Task A_wait_counts_from_the_arrival()
    {
        var ticket = Enter();
        var wait = Wait(ticket);
        _time.Advance(TimeSpan.FromMinutes(9));
        await wait;
        wait = Wait(ticket);
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(WaitEnd.Turn, await wait);
        wait = Wait(ticket);
        _time.Advance(TimeSpan.FromSeconds(1));
        var end = await wait;
        if (end == WaitEnd.Turn) end = await Wait(ticket);
        Assert.Equal(WaitEnd.TimedOut, end);
    }

    [Fact]
    public async Task A_worker_that_comes_lets_all_go_on_and_no_unit_to_wait_for_too()
    {
        var waits = new[] { Wait(Enter()), Wait(Enter()) };
        var worker = new Worker("large-1", "http://large-1", _time, TimeSpan.FromHours(1));
        _fleet.Unit("large")!.Add(worker);
        Assert.All(waits, wait => Assert.False(wait.IsCompleted));
        worker.EndProbe(worker.BeginProbe(), new ProbeResult(ProbeOutcome.Ready, "is ready"));
        Assert.All(await Task.WhenAll(waits), end => Assert.Equal(WaitEnd.Turn, end));

        waits = [Wait(Enter())];
        _fleet.Unit("large")!.Drained = true;
        Assert.True(_room.MayWait(_target));
        _fleet.Unit("small")!.Drained = true;
        Assert.False(_room.MayWait(_target));
        Assert.Equal(WaitEnd.Turn, await waits[0]);
    }

    [Fact]
    public async Task Who_left_makes_room_and_who_stops_lets_nobody_in()
    {
        var tickets = new[] { Enter(), Enter(), Enter() };
        Assert.False(_room.TryEnter(_room.Ticket(_target, _time.GetTimestamp())));
        _room.Leave(tickets[0]);
        tickets[0] = Enter();
        Assert.Equal(3, _target.Route.Held);
        var wait = Wait(tickets[1]);
        _room.Close();
        Assert.Equal((WaitEnd.Closed, WaitEnd.Closed), (await wait, await Wait(tickets[2])));
        Assert.False(_room.MayWait(_target));
    }

    [Fact]
    public void A_unit_without_a_replica_sleeps_unless_it_cannot_wake()
    {
        var unit = _fleet.Unit("large")!;
        Assert.Equal((UnitState.Asleep, true), (unit.State, unit.MayWake));
        unit.Shortage = "the cloud has no more";
        Assert.Equal((UnitState.Short, false), (unit.State, unit.MayWake));
        unit.Shortage = null;

        var worker = new Worker("large-1", "http://large-1", _time, TimeSpan.FromHours(1));
        unit.Add(worker);
        Assert.Equal((UnitState.Starting, true), (unit.State, unit.MayWake));
        // Nobody there: it was let go. Says that it failed: to wait for it is in vain.
        worker.EndProbe(worker.BeginProbe(), new ProbeResult(ProbeOutcome.Ready, "is ready"));
        worker.EndProbe(worker.BeginProbe(), new ProbeResult(ProbeOutcome.Refused, "is not started yet, or stopped"));
        Assert.Equal((UnitState.Asleep, true), (unit.State, unit.MayWake));
        worker.EndProbe(worker.BeginProbe(), new ProbeResult(ProbeOutcome.Failed, "says that it has failed") { Report = new WorkerReport(0, 0, 0, null) });
        Assert.Equal((UnitState.Failed, false), (unit.State, unit.MayWake));
    }

    [Fact]
    public async Task Nobody_is_forgotten_when_nothing_happens()
    {
        var wait = Wait(Enter());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(WaitEnd.Turn, await wait);
    }

    [Fact]
    public async Task Who_waited_when_the_fleet_was_read_again_is_not_overtaken()
    {
        var before = Wait(Enter());
        _fleet.Redefine(_definition, _ => throw new InvalidOperationException());
        var now = new Target(_routes.Of(_definition.Models[0], _definition.Models[0].Sizes[0]), null);
        Assert.NotSame(_target.Route, now.Route);
        Assert.True(_room.IsCrowded(now));
        var ticket = _room.Ticket(now, _time.GetTimestamp());
        Assert.True(_room.TryEnter(ticket));
        var after = Wait(ticket);
        _room.Answered(now.Route);
        Assert.Equal(WaitEnd.Turn, await before);
        Assert.False(after.IsCompleted);
    }

    [Fact]
    public async Task A_worker_lets_only_those_go_on_that_it_can_take()
    {
        var pinned = new Target(_target.Route, _fleet.Unit("small"));
        var ticket = _room.Ticket(pinned, _time.GetTimestamp());
        Assert.True(_room.TryEnter(ticket));
        var (other, any) = (Wait(ticket), Wait(Enter()));
        var worker = new Worker("large-1", "http://large-1", _time, TimeSpan.FromHours(1));
        _fleet.Unit("large")!.Add(worker);
        worker.EndProbe(worker.BeginProbe(), new ProbeResult(ProbeOutcome.Ready, "is ready"));
        Assert.Equal(WaitEnd.Turn, await any);
        Assert.False(other.IsCompleted);
    }

    [Fact]
    public void A_size_that_the_fleet_has_no_more_stops_nobody_who_waits_for_it()
    {
        var other = FleetDefinition.Parse(Encoding.UTF8.GetBytes("""
            {
              "models": { "flux": { "architecture": "flux", "path": "models/tiny-flux", "sizes": ["512x512"] } },
              "units": {
                "large": { "model": "flux", "accelerator": "l4", "instance": "g6.xlarge", "devices": 1, "usdPerHour": 1, "replicas": { "min": 0, "max": 2 }, "capacity": { "512x512": { "latencySeconds": 1, "perMinute": 60 } } },
                "small": { "model": "flux", "accelerator": "l4", "instance": "g6.xlarge", "devices": 1, "usdPerHour": 1, "replicas": { "min": 0, "max": 2 }, "capacity": { "512x512": { "latencySeconds": 1, "perMinute": 20 } } }
              }
            }
            """));
        _fleet.Redefine(other, _ => throw new InvalidOperationException());
        Assert.NotNull(_target.Route.Awaited());
    }

    private Ticket Enter()
    {
        var ticket = _room.Ticket(_target, _time.GetTimestamp());
        Assert.True(_room.TryEnter(ticket));
        return ticket;
    }

    private Task<WaitEnd> Wait(Ticket ticket) => _room.WaitAsync(ticket, TestContext.Current.CancellationToken);
}

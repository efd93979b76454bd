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
    private readonly Target _target;
    private readonly WaitingRoom _room;

    public WaitingRoomTests()
    {
        var options = Options.Create(new GatewayOptions { Waking = new WakingOptions { Limit = 3, Time = TimeSpan.FromMinutes(10) } });
        var definition = TestFleets.Sleeping;
        var figures = new MeasuredFigures(options);
        _fleet = new LiveFleet(definition, [.. definition.Units.Select(unit => new LiveUnit(unit, [], _time))], new CostWeights(figures));
        _target = new Target(new RouteTable(_fleet, new Random(1), _time).Of(definition.Models[0], definition.Models[0].Sizes[0]), null);
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

    private Ticket Enter()
    {
        var ticket = _room.Ticket(_target, _time.GetTimestamp());
        Assert.True(_room.TryEnter(ticket));
        return ticket;
    }

    private Task<WaitEnd> Wait(Ticket ticket) => _room.WaitAsync(ticket, TestContext.Current.CancellationToken);
}

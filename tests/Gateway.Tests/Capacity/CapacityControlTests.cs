using Gateway.Capacity;
using Gateway.Decisions;
using Gateway.Routing;
using Gateway.Tests.Hosting;
using Gateway.Units;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shared;

namespace Gateway.Tests.Capacity;

/// <summary>A shortage puts capacity mode in the place of the chosen one, at once; it ends after the hold time.</summary>
public sealed class CapacityControlTests
{
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(2);

    private readonly ManualTime _time = new();
    private readonly DecisionLog _decisions;
    private readonly LiveFleet _fleet;
    private readonly WeightPolicies _modes = NamedMode.All;
    private readonly CapacityControl _control;

    public CapacityControlTests()
    {
        _decisions = new DecisionLog(_time, NullLogger<DecisionLog>.Instance);
        _fleet = new LiveFleet(TestFleets.Three, [.. TestFleets.Three.Units.Select(unit => new LiveUnit(unit, [ReadyWorker(unit.Name)], _time))], _modes.Find("cost")!);
        _control = new CapacityControl(_fleet, _modes, _decisions, Options.Create(new GatewayOptions { Capacity = { HoldTime = Hold } }), _time);
    }

    [Fact]
    public void A_shortage_switches_at_once_and_says_why()
    {
        Short("large", "no capacity in any zone");
        Assert.Equal(("capacity", "cost", UnitState.Short), (_fleet.Mode.Name, _control.Chosen.Name, Unit("large").State));
        Assert.Equal(
            [(DecisionKind.Capacity, "large", "short", "no capacity in any zone"), (DecisionKind.Mode, null, "cost → capacity", "large is short: no capacity in any zone")],
            _decisions.After().Select(decision => (decision.Kind, decision.Unit, decision.What, decision.Reason)));

        // It serves with what it has.
        Assert.Equal(1, Unit("large").AvailabilityAt(TestFleets.Three.Models[0].Sizes[0]));
    }

    [Fact]
    public void The_chosen_mode_is_back_after_the_hold_time()
    {
        Short("large");
        Pass(TimeSpan.FromHours(1));
        Assert.Equal("capacity", _fleet.Mode.Name);
        Available("large");
        Pass(Hold - TimeSpan.FromSeconds(1));
        Assert.Equal(("capacity", TimeSpan.FromSeconds(1)), (_fleet.Mode.Name, _control.ReturnsIn));
        Pass(TimeSpan.FromSeconds(1));
        Assert.Equal("cost", _fleet.Mode.Name);
        var last = _decisions.After()[^1];
        Assert.Equal(("capacity → cost", "large has been healthy for 00:02:00"), (last.What, last.Reason));
    }

    [Fact]
    public void Every_unit_that_was_short_must_be_healthy_for_all_of_it()
    {
        Short("large");
        Short("middle");
        Available("large");
        Pass(10 * Hold);
        Assert.Equal("capacity", _fleet.Mode.Name);
        Available("middle");
        Pass(Hold / 2);
        var worker = Unit("large").Workers[0];
        worker.Eject(WorkerState.Failed, "was lost");
        Pass(Hold);
        Assert.Equal("capacity", _fleet.Mode.Name);
        worker.EndProbe(worker.BeginProbe(), new(ProbeOutcome.Ready, "is ready"));
        Pass(Hold);
        Assert.Equal("capacity", _fleet.Mode.Name);
        Pass(TimeSpan.FromSeconds(1));
        Assert.Equal("cost", _fleet.Mode.Name);
    }

    [Fact]
    public void A_signal_that_toggles_every_ten_seconds_does_not_flap()
    {
        for (var toggle = 0; toggle < 60; toggle++)
        {
            if (toggle % 2 == 0) Short("large");
            else Available("large");
            Pass(TimeSpan.FromSeconds(10));
        }

        Pass(Hold);
        Assert.Equal(["cost → capacity", "capacity → cost"], Modes());
    }

    [Fact]
    public void What_is_not_said_again_is_forgotten()
    {
        _control.Short(Unit("large"), CapacitySource.Cluster, "an event", TimeSpan.FromMinutes(10));
        Pass(TimeSpan.FromMinutes(9));
        _control.Short(Unit("large"), CapacitySource.Cluster, "another event", TimeSpan.FromMinutes(10));
        Pass(TimeSpan.FromMinutes(9));
        Assert.Equal("another event", Unit("large").Shortage);
        Pass(TimeSpan.FromMinutes(1));
        Assert.Null(Unit("large").Shortage);
        Pass(Hold + TimeSpan.FromSeconds(1));
        Assert.Equal("cost", _fleet.Mode.Name);
    }

    [Fact]
    public void It_is_short_until_the_last_source_says_otherwise()
    {
        _control.Short(Unit("large"), CapacitySource.Cluster, "an event");
        Short("large", "by hand");
        _control.Available(Unit("large"), CapacitySource.Cluster, "a node came");
        Assert.Equal("by hand", Unit("large").Shortage);
        _control.Short(Unit("large"), CapacitySource.Cluster, "an event");
        // Somebody who looked knows better.
        _control.Available(Unit("large"), source: null, "looked");
        Assert.Null(Unit("large").Shortage);
    }

    [Fact]
    public void A_mode_that_is_chosen_during_a_shortage_holds_until_the_next()
    {
        Short("large");
        _control.Choose(_modes.Find("static")!, "it was set by hand");
        Short("large", "again");
        Pass(Hold);
        Assert.Equal("static", _fleet.Mode.Name);
        Short("middle");
        Assert.Equal(("capacity", "static"), (_fleet.Mode.Name, _control.Chosen.Name));
    }

    [Fact]
    public void A_choice_of_before_a_shortage_does_not_end_it()
    {
        var chosen = _time.GetUtcNow();
        Pass(TimeSpan.FromSeconds(1));
        Short("large");
        // Told late, by another gateway.
        _control.Choose(_modes.Find("static")!, "it was set by hand", chosen);
        Assert.Equal(("capacity", "static"), (_fleet.Mode.Name, _control.Chosen.Name));
        Available("large");
        Pass(Hold - TimeSpan.FromSeconds(1));
        Assert.Equal("capacity", _fleet.Mode.Name);
        Pass(TimeSpan.FromSeconds(1));
        Assert.Equal("static", _fleet.Mode.Name);
    }

    [Fact]
    public void A_choice_of_before_a_shortage_does_not_end_what_is_left_of_its_hold_time()
    {
        var chosen = _time.GetUtcNow();
        Pass(TimeSpan.FromSeconds(1));
        Short("large");
        Available("large");
        _control.Choose(_modes.Find("static")!, "it was set by hand", chosen);
        Assert.Equal(("capacity", "static"), (_fleet.Mode.Name, _control.Chosen.Name));
    }

    [Fact]
    public void A_shortage_of_before_the_choice_that_is_seen_after_it_changes_nothing()
    {
        var before = _time.GetUtcNow();
        Pass(TimeSpan.FromSeconds(1));
        _control.Choose(_modes.Find("static")!, "it was set by hand");
        Pass(TimeSpan.FromSeconds(1));
        _control.Short(Unit("large"), CapacitySource.Cluster, "an event", at: before);
        Assert.Equal(("static", UnitState.Short), (_fleet.Mode.Name, Unit("large").State));
        _control.Short(Unit("middle"), CapacitySource.Cluster, "an event", at: _time.GetUtcNow());
        Assert.Equal("capacity", _fleet.Mode.Name);
    }

    [Fact]
    public void A_mode_that_spills_is_chosen_whenever_it_was()
    {
        var chosen = _time.GetUtcNow();
        Pass(TimeSpan.FromSeconds(1));
        Short("large");
        var options = Options.Create(new GatewayOptions());
        _control.Choose(new CheapestWeights(new MeasuredFigures(options), options), "it was set by hand", chosen);
        Assert.Equal("cheapest", _fleet.Mode.Name);
    }

    [Fact]
    public void Who_chose_capacity_keeps_it()
    {
        _control.Choose(_modes.Find("capacity")!, "it was set by hand");
        Short("large");
        Available("large");
        Pass(10 * Hold);
        Assert.Equal(["cost → capacity"], Modes());
    }

    [Fact]
    public void A_mode_that_spills_needs_no_other()
    {
        var options = Options.Create(new GatewayOptions());
        _fleet.Mode = new CheapestWeights(new MeasuredFigures(options), options);
        Short("large");
        Assert.Equal(("cheapest", UnitState.Short), (_fleet.Mode.Name, Unit("large").State));
    }

    private string[] Modes() => [.. _decisions.After().Where(decision => decision.Kind == DecisionKind.Mode).Select(decision => decision.What)];

    private void Pass(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(1))
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _control.Look();
        }
    }

    private LiveUnit Unit(string name) => _fleet.Unit(name)!;

    private void Short(string unit, string reason = "it is said") => _control.Short(Unit(unit), CapacitySource.Management, reason);

    private void Available(string unit) => _control.Available(Unit(unit), CapacitySource.Management, "it is said");

    private Worker ReadyWorker(string name)
    {
        var worker = new Worker(name, "http://127.0.0.1:1", _time, TimeSpan.FromMinutes(1));
        worker.EndProbe(worker.BeginProbe(), new(ProbeOutcome.Ready, "is ready"));
        return worker;
    }
}

using Gateway.Costs;
using Gateway.Decisions;
using Gateway.Routing;
using Gateway.Tests.Hosting;
using Gateway.Units;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shared;

namespace Gateway.Tests.Costs;

/// <summary>A picture costs what the replicas cost while it was made, those without work too.</summary>
public class CostMeterTests
{
    private static readonly Fleet.ImageSize Size = new(256, 144);

    private readonly ManualTime _time = new();
    private readonly LiveFleet _fleet;
    private readonly RouteTable _routes;
    private readonly CostMeter _costs;

    public CostMeterTests()
    {
        var figures = new MeasuredFigures(Options.Create(new GatewayOptions()));
        _fleet = new LiveFleet(TestFleets.Three, [.. TestFleets.Three.Units.Select(unit => new LiveUnit(unit, [Ready(unit.Name)], _time))], new CostWeights(figures));
        _routes = new RouteTable(_fleet, new Random(1), _time);
        _costs = new CostMeter(_fleet, _time);
    }

    private LiveUnit Large => _fleet.Unit("large")!;

    [Fact]
    public void Idle_replicas_are_in_the_price()
    {
        Serve(100, minutes: 30);
        Assert.Equal((0.5, 100), (Math.Round(_costs.Of(Large).Dollars, 9), _costs.Of(Large).Answers));
        Assert.Equal(5, _costs.Of(Large).PerThousand!.Value, 9);
        Assert.Null(_costs.Of(_fleet.Unit("middle")!).PerThousand);
        // Three at a dollar and the text unit's g6.xlarge, for half an hour.
        Assert.Equal((3 + 0.8048) / 2 / 100 * 1000, _costs.Blended.PerThousand!.Value, 9);
    }

    [Fact]
    public void Only_the_last_hour_counts_and_who_is_gone_costs_nothing()
    {
        Serve(100, minutes: 30);
        Large.Remove(Large.Workers[0], "was deleted");
        Assert.Equal(0, _costs.PerHour(Large));
        Serve(0, minutes: 20);
        Assert.Equal(0.5, _costs.Of(Large).Dollars, 6);
        Serve(0, minutes: 45);
        Assert.Equal((0, 0), (Math.Round(_costs.Of(Large).Dollars, 6), _costs.Of(Large).Answers));
    }

    [Fact]
    public void Replicas_that_start_or_were_ejected_are_paid_too()
    {
        Large.Workers[0].Eject(WorkerState.Failed, "was lost");
        Large.Add(new Worker("large-2", "http://127.0.0.1:2", _time, TimeSpan.FromMinutes(1)) { IsPod = true });
        // No pod, and nobody there.
        Large.Add(new Worker("large-3", "http://127.0.0.1:3", _time, TimeSpan.FromMinutes(1)));
        Assert.Equal(2, _costs.PerHour(Large));
        Serve(0, minutes: 30);
        Assert.Equal(1, _costs.Of(Large).Dollars, 9);
    }

    [Fact]
    public void Only_what_was_delivered_is_divided_by()
    {
        var served = Large.Served(Size);
        served.Answered(pinned: false, TimeSpan.FromSeconds(1), count: 4);
        served.Answered(pinned: true, TimeSpan.FromSeconds(1));
        // An error is an answer of the unit's share, and worth nothing.
        served.Answered(pinned: false, latency: null, count: 4);
        Assert.Equal((2, 5), (served.Requests, _costs.Of(Large).Answers));
    }

    [Fact]
    public void Weights_are_compared_at_full_use()
    {
        // 60, 30 and 10 a minute for a dollar an hour each.
        double[] perThousand = [1000 / 3600.0, 1000 / 1800.0, 1000 / 600.0];
        var (now, equal) = CostMeter.AtFullUse(_routes.Of(TestFleets.Three.Models[0], Size));
        Assert.Equal((0.6 * perThousand[0]) + (0.3 * perThousand[1]) + (0.1 * perThousand[2]), now!.Value, 9);
        Assert.Equal(perThousand.Average(), equal!.Value, 9);
    }

    [Fact]
    public void A_budget_is_told_of_once_when_it_is_passed_and_once_when_it_is_kept()
    {
        var decisions = new DecisionLog(_time, NullLogger<DecisionLog>.Instance);
        var alarm = new BudgetAlarm(_fleet, _costs, decisions, Options.Create(new GatewayOptions { Budget = new BudgetOptions { PerHour = 3.5 } }));
        alarm.Look();
        alarm.Look();
        Assert.Equal(["perHour"], alarm.Passed);
        Large.Remove(Large.Workers[0], "was deleted");
        alarm.Look();
        alarm.Look();
        Assert.Empty(alarm.Passed);
        Assert.Equal([(DecisionKind.Budget, "passed"), (DecisionKind.Budget, "kept")], decisions.After().Select(decision => (decision.Kind, decision.What)));
    }

    [Fact]
    public void A_budget_that_is_taken_out_of_the_settings_is_passed_no_more()
    {
        var decisions = new DecisionLog(_time, NullLogger<DecisionLog>.Instance);
        var options = new GatewayOptions { Budget = new BudgetOptions { PerHour = 3.5 } };
        var alarm = new BudgetAlarm(_fleet, _costs, decisions, Options.Create(options));
        alarm.Look();
        Assert.Equal(["perHour"], alarm.Passed);
        options.Budget = new BudgetOptions();
        alarm.Look();
        alarm.Look();
        Assert.Empty(alarm.Passed);
        Assert.Equal(["passed", "removed"], decisions.After().Select(decision => decision.What));
        // A new one is told of anew.
        options.Budget = new BudgetOptions { PerHour = 3.5 };
        alarm.Look();
        Assert.Equal(["perHour"], alarm.Passed);
    }

    private void Serve(int answers, int minutes)
    {
        for (var answer = 0; answer < answers; answer++) Large.Served(Size).Answered(pinned: false, TimeSpan.FromSeconds(1));
        for (var second = 0; second < minutes * 60; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _costs.Look();
        }
    }

    private Worker Ready(string name)
    {
        var worker = new Worker(name, "http://127.0.0.1:1", _time, TimeSpan.FromMinutes(1));
        worker.EndProbe(worker.BeginProbe(), new ProbeResult(ProbeOutcome.Ready, "is ready"));
        return worker;
    }
}

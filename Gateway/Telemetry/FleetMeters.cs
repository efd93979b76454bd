using System.Diagnostics.Metrics;
using System.Text.Json;
using Gateway.Costs;
using Gateway.Decisions;
using Gateway.Routing;
using Gateway.Units;

namespace Gateway.Telemetry;

/// <summary>
/// The fleet as numbers, read when somebody collects them: mode, weights, shares, states, decisions, cost and budget. What
/// <c>GET /fleet</c> shows, for those who watch by the hour.
/// </summary>
internal sealed class FleetMeters(IMeterFactory meters, LiveFleet fleet, RouteTable routes, WeightPolicies modes, DecisionLog decisions, CostMeter costs, BudgetAlarm budgets) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = meters.Create(GatewayTelemetry.Name);
        meter.CreateObservableGauge("inference.gateway.mode", Mode, description: "1 for the mode by which weights are computed now, 0 for the others.");
        meter.CreateObservableGauge("inference.gateway.weight", Weights, "1", "A unit's part of the requests for a model and size, as computed.");
        meter.CreateObservableGauge("inference.gateway.share", Shares, "1", "A unit's part of the answers for a model and size since the start, as it came out.");
        meter.CreateObservableCounter("inference.gateway.requests", Served, "{request}", "Answers of a unit for a model and size.");
        meter.CreateObservableUpDownCounter("inference.gateway.outstanding", Outstanding, "{request}", "Requests that a worker has not answered yet.");
        meter.CreateObservableUpDownCounter("inference.gateway.held", Held, "{request}", "Requests that wait for a replica to come.");
        meter.CreateObservableUpDownCounter("inference.gateway.workers", Workers, "{worker}", "Workers of a unit by state; those that were ejected are failed.");
        meter.CreateObservableGauge("inference.gateway.unit.state", States, description: "1 for the state of a unit now, 0 for the others.");
        meter.CreateObservableCounter("inference.gateway.decisions", Decisions, "{decision}", "Decisions by kind: mode, capacity, ejection, return, weights, unit, budget, configuration.");
        meter.CreateObservableGauge("inference.gateway.cost.per_hour", PerHour, "{USD}", "Dollars an hour of the unit's replicas, those that start or were ejected too.");
        meter.CreateObservableGauge("inference.gateway.cost.per_thousand", PerThousand, "{USD}", "Dollars for a thousand pictures or texts of a unit over the last hour, idle time included.");
        meter.CreateObservableGauge("inference.gateway.cost.per_thousand.blended", Blended, "{USD}", "Dollars for a thousand pictures or texts of all units over the last hour, idle time included.");
        meter.CreateObservableGauge("inference.gateway.cost.at_full_use", AtFullUse, "{USD}", "Dollars for a thousand answers at full use, by the weights of now and by equal ones.");
        meter.CreateObservableGauge("inference.gateway.budget.limit", () => budgets.Budgets.Select(budget => Of(budget.Limit, budget.Budget)), "{USD}", "What the fleet may cost: perThousand answers, perHour.");
        meter.CreateObservableGauge("inference.gateway.budget.passed", () => budgets.Budgets.Select(budget => Of(budget.Passed ? 1 : 0, budget.Budget)), description: "1 while it costs more.");
        return Task.CompletedTask;

        static Measurement<T> Of<T>(T value, string budget)
            where T : struct => new(value, new KeyValuePair<string, object?>("inference.budget", budget));
    }

    // The factory ends its meters.
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<Measurement<int>> Mode()
    {
        var now = fleet.Mode.Name;
        return modes.Names.Select(mode => new Measurement<int>(mode == now ? 1 : 0, new KeyValuePair<string, object?>("inference.mode", mode)));
    }

    private IEnumerable<Measurement<double>> Weights() =>
        from route in routes.All
        from unit in route.Units.Zip(route.Weights())
        select new Measurement<double>(unit.Second.Fraction, Tags(route, unit.First));

    private IEnumerable<Measurement<double>> Shares() =>
        from route in routes.All
        let all = route.Units.Sum(unit => unit.Served(route.Size).Requests)
        where all > 0
        from unit in route.Units
        select new Measurement<double>((double)unit.Served(route.Size).Requests / all, Tags(route, unit));

    private IEnumerable<Measurement<long>> Served() =>
        from route in routes.All
        from unit in route.Units
        let served = unit.Served(route.Size)
        select new Measurement<long>(served.Requests + served.Pinned, Tags(route, unit));

    private IEnumerable<Measurement<int>> Outstanding() =>
        from unit in fleet.Units
        from worker in unit.Workers
        select new Measurement<int>(worker.Outstanding, UnitTag(unit), new("inference.worker", worker.Name));

    private IEnumerable<Measurement<int>> Held() =>
        routes.All.Select(route => new Measurement<int>(route.Held, new KeyValuePair<string, object?>("gen_ai.request.model", route.Model.Name), new("inference.size", route.Size?.ToString() ?? "text")));

    private IEnumerable<Measurement<int>> Workers() =>
        from unit in fleet.Units
        from state in Enum.GetValues<WorkerState>()
        select new Measurement<int>(unit.Workers.Count(worker => worker.State == state), UnitTag(unit), StateTag(state));

    private IEnumerable<Measurement<int>> States() =>
        from unit in fleet.Units
        let now = unit.State
        from state in Enum.GetValues<UnitState>()
        select new Measurement<int>(state == now ? 1 : 0, UnitTag(unit), StateTag(state));

    private IEnumerable<Measurement<long>> Decisions() => decisions.Counts.Select(count => new Measurement<long>(
        count.Count, new("inference.decision", JsonNamingPolicy.CamelCase.ConvertName(count.Of.Kind.ToString())), new KeyValuePair<string, object?>("inference.unit", count.Of.Unit ?? "")));

    private IEnumerable<Measurement<double>> PerHour() => fleet.Units.Select(unit => new Measurement<double>(costs.PerHour(unit), UnitTag(unit)));

    private IEnumerable<Measurement<double>> PerThousand() =>
        from unit in fleet.Units
        let cost = costs.Of(unit).PerThousand
        where cost is not null
        select new Measurement<double>(cost.Value, UnitTag(unit));

    private IEnumerable<Measurement<double>> Blended() => costs.Blended.PerThousand is { } cost ? [new Measurement<double>(cost)] : [];

    private IEnumerable<Measurement<double>> AtFullUse()
    {
        foreach (var route in routes.All)
        {
            var (now, equal) = CostMeter.AtFullUse(route);
            if (now is { } cost) yield return new Measurement<double>(cost, [.. Tags(route), new("inference.weights", "current")]);
            if (equal is { } other) yield return new Measurement<double>(other, [.. Tags(route), new("inference.weights", "equal")]);
        }
    }

    private static KeyValuePair<string, object?>[] Tags(ModelRoute route, LiveUnit unit) => [UnitTag(unit), .. Tags(route)];

    private static KeyValuePair<string, object?>[] Tags(ModelRoute route) =>
        [new("gen_ai.request.model", route.Model.Name), new("inference.size", route.Size?.ToString() ?? "text")];

    private static KeyValuePair<string, object?> UnitTag(LiveUnit unit) => new("inference.unit", unit.Name);

    private static KeyValuePair<string, object?> StateTag<T>(T state)
        where T : struct, Enum => new("inference.state", state.ToString().ToLowerInvariant());
}

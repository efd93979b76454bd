using Fleet;
using Gateway.Capacity;
using Gateway.Costs;
using Gateway.Peers;
using Gateway.Planning;
using Gateway.Reload;
using Gateway.Routing;
using Gateway.Units;
using Microsoft.Extensions.Options;

namespace Gateway.Management;

/// <summary>Looks at the live fleet.</summary>
internal sealed class FleetViewer(LiveFleet fleet, RouteTable routes, WeightPolicies modes, CapacityControl capacity, CostViewer costs, ReplicaPlanner planner, PeerLoads peers, FleetReload fleetFile, SettingsReload settings, IOptions<GatewayOptions> options)
{
    public FleetView Fleet() => new(
        fleet.Mode.Name,
        modes.Names,
        fleet.Units.Sum(Requests),
        [.. fleet.Units.Select(Unit)])
    {
        Cost = costs.Fleet(),
        ChosenMode = capacity.Chosen.Name,
        SampleFloor = options.Value.Weights.SampleFloor,
        ReturnsInSeconds = capacity.ReturnsIn?.TotalSeconds,
        Replicas = 1 + peers.Peers.Count,
        Configuration = new ConfigurationView(fleetFile.State, settings.State),
    };

    /// <summary>What all replicas of this gateway were asked for, and how long answers took.</summary>
    public LoadView Load(LiveUnit unit)
    {
        double asked = 0, load = 0, ratio = 0;
        foreach (var (route, figure) in Figures(unit))
        {
            var (here, elsewhere) = (unit.Served(route.Size), peers.Of(unit, route.Size));
            var requests = here.AskedInLastMinute + elsewhere.Asked;
            asked += requests;
            load += requests / figure.Rate.Value;
            var (answers, seconds) = (here.LastMinute.Answers + elsewhere.Answers, here.LastMinute.Time.TotalSeconds + elsewhere.Seconds);
            if (answers > 0) ratio = Math.Max(ratio, seconds / answers / figure.Latency.TotalSeconds);
        }

        return new LoadView((int)Math.Round(asked), load, ratio);
    }

    /// <summary>
    /// What the scaler is told: by the plan in a mode that fills one unit after the other, and for a unit that may go to no
    /// replica, for where it has none nobody sends it the requests that it would be wanted for; else the load as it is.
    /// </summary>
    public LoadView LoadForScaler(LiveUnit unit) =>
        (fleet.Mode is ISpillingPolicy || unit.Unit.Replicas.Min == 0) && planner.Wanted(unit) is var wanted ? Load(unit) with { Load = planner.LoadFor(wanted), Wanted = wanted } : Load(unit);

    private UnitView Unit(LiveUnit live)
    {
        var unit = live.Unit;
        var load = Load(live);
        var state = live.State;
        SizeView[] sizes = [.. Figures(live).Select(size => Size(live, size.Route, size.Figure))];
        return new UnitView(
            unit.Name,
            unit.Model.Name,
            unit.Accelerator.Name,
            live.Emulated,
            live.Devices?.Platform,
            live.Devices?.Kind,
            live.Genuine,
            Text(state),
            state == UnitState.Ready ? null : live.Reason,
            unit.Instance.Name,
            unit.Devices,
            unit.Cores,
            unit.TensorParallel,
            unit.PricePerHour.Dollars,
            sizes.FirstOrDefault()?.CostPerThousand,
            Requests(live),
            Routes(live).Sum(route => live.Served(route.Size).Pinned),
            Share(Requests(live), fleet.Units.Where(other => other.Unit.Model.Name == unit.Model.Name).Sum(Requests)),
            live.Workers.Sum(worker => worker.Outstanding),
            load.RequestsPerMinute,
            load.Load,
            sizes,
            [.. live.Workers.Select(worker => Worker(unit, worker))])
        {
            Cost = costs.Unit(live),
            Shortage = live.Shortage,
            Held = Routes(live).Sum(route => live.Served(route.Size).Held),
        };
    }

    private static WorkerView Worker(Unit unit, Worker worker) =>
        new(worker.Name, worker.Address, Text(worker.State), worker.Reason, worker.Outstanding, worker.Report?.Waiting, worker.Report?.Busy, worker.Share)
        {
            FaultyDevices = worker.Report?.FaultyCores is { } cores ? [.. cores.Select(core => core / unit.Accelerator.CoresPerDevice).Distinct()] : null,
        };

    private static SizeView Size(LiveUnit live, ModelRoute route, CapacityFigure figure)
    {
        var served = live.Served(route.Size);
        return new SizeView(
            route.Size?.ToString() ?? "text",
            route.Weights()[Array.IndexOf(route.Units, live)].Fraction,
            figure.Latency.TotalSeconds,
            served.Latency.MeanOf(1)?.TotalSeconds,
            figure.Rate.Value,
            served.Alone.MeanOf(1)?.TotalSeconds,
            served.Turn.MeanOf(1) is { } turn ? PerMinute.OneAtATime(turn).Value : null,
            served.Alone.Samples,
            served.Turn.Samples,
            figure.Assumed,
            live.Unit.PricePerHour.PerThousand(figure.Rate),
            served.Requests,
            Share(served.Requests, route.Units.Sum(other => other.Served(route.Size).Requests)));
    }

    private IEnumerable<(ModelRoute Route, CapacityFigure Figure)> Figures(LiveUnit unit) =>
        from route in Routes(unit)
        let figure = unit.Unit.CapacityAt(route.Size)
        where figure is not null
        select (route, figure.Value);

    private IEnumerable<ModelRoute> Routes(LiveUnit unit) => routes.All.Where(route => route.Units.Contains(unit));

    private long Requests(LiveUnit unit) => Routes(unit).Sum(route => unit.Served(route.Size).Requests);

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private static string Text<T>(T state)
        where T : struct, Enum => state.ToString().ToLowerInvariant();
}

using Gateway.Costs;
using Gateway.Routing;
using Gateway.Units;

namespace Gateway.Management;

/// <summary>Looks at the bill.</summary>
internal sealed class CostViewer(LiveFleet fleet, RouteTable routes, CostMeter costs, BudgetAlarm alarm)
{
    public FleetCostView Fleet() => new(
        View(costs.Blended, fleet.Units.Sum(costs.PerHour)),
        [.. routes.All.Where(route => route.Units.Length > 0).Select(Route)],
        alarm.Passed)
    {
        Budgets = [.. alarm.Budgets.Select(one => new BudgetView(one.Budget, one.Limit, one.Budget == BudgetAlarm.PerHour ? fleet.Units.Sum(costs.PerHour) : costs.Blended.PerThousand, one.Passed))],
    };

    public CostView Unit(LiveUnit unit) => View(costs.Of(unit), costs.PerHour(unit));

    private static CostView View(UnitCost cost, double perHour) => new(perHour, cost.Dollars, cost.Answers, cost.PerThousand);

    private static RouteCostView Route(ModelRoute route)
    {
        var (now, equal) = CostMeter.AtFullUse(route);
        return new RouteCostView(route.Model.Name, route.Size?.ToString() ?? "text", now, equal);
    }
}

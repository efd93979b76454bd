using System.Globalization;
using Gateway.Decisions;
using Gateway.Units;
using Microsoft.Extensions.Options;

namespace Gateway.Costs;

/// <summary>Says once when a budget is passed, and once when it is kept again. It stops nothing: that is for people to decide.</summary>
internal sealed class BudgetAlarm(LiveFleet fleet, CostMeter costs, DecisionLog decisions, IOptions<GatewayOptions> options)
{
    public const string PerThousand = "perThousand", PerHour = "perHour";

    // Back below by this much, or a value that trembles at the limit would tell of it all the time.
    private const double Calm = 0.95;

    private readonly Dictionary<string, bool> _passed = [];

    /// <summary>Budgets that are passed now.</summary>
    public IReadOnlyList<string> Passed
    {
        get
        {
            lock (_passed) return [.. _passed.Where(budget => budget.Value).Select(budget => budget.Key)];
        }
    }

    /// <summary>Budgets that there are, in dollars.</summary>
    public IReadOnlyList<(string Budget, double Limit, bool Passed)> Budgets
    {
        get
        {
            var passed = Passed;
            return [.. new[] { (PerThousand, options.Value.Budget.PerThousand), (PerHour, options.Value.Budget.PerHour) }.Where(budget => budget.Item2 is not null).Select(budget => (budget.Item1, budget.Item2!.Value, passed.Contains(budget.Item1)))];
        }
    }

    public void Look()
    {
        Look(PerThousand, options.Value.Budget.PerThousand, costs.Blended.PerThousand, "a thousand answers over the last hour");
        Look(PerHour, options.Value.Budget.PerHour, fleet.Units.Sum(costs.PerHour), "an hour of the replicas that there are");
    }

    private void Look(string budget, double? limit, double? value, string of)
    {
        if (limit is not { } most)
        {
            lock (_passed)
            {
                if (_passed.Remove(budget, out var passed) && passed) decisions.Add(new Decision(DecisionKind.Budget, null, "removed", $"the settings have no budget any more for {of}", new { budget }));
            }

            return;
        }

        if (value is not { } now) return;
        lock (_passed)
        {
            var was = _passed.GetValueOrDefault(budget);
            var passed = now > (was ? most * Calm : most);
            if (passed == was) return;
            _passed[budget] = passed;
            decisions.Add(new Decision(
                DecisionKind.Budget, null, passed ? "passed" : "kept",
                string.Create(CultureInfo.InvariantCulture, $"{of} cost ${now:0.####}, the budget is ${most:0.####}"),
                new { budget, limit = most, value = now }));
        }
    }
}

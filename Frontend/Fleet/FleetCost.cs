namespace Frontend.Fleet;

/// <summary>The bill of the fleet, in US dollars.</summary>
public sealed record FleetCost(CostFigures Blended, IReadOnlyList<RouteCost> Routes)
{
    public IReadOnlyList<Budget> Budgets { get; init; } = [];
}

/// <summary>What was paid over the last hour, and what for.</summary>
/// <param name="PerHour">Of the replicas that are ready now.</param>
/// <param name="Paid">For ready replicas, idle or not.</param>
/// <param name="PerThousand">Paid over answers; null while there were none.</param>
public sealed record CostFigures(double PerHour, double Paid, long Answers, double? PerThousand);

/// <summary>A thousand answers of a model at a size at full use: by the weights of now, and by equal ones; null where nothing serves.</summary>
public sealed record RouteCost(string Model, string Size, double? PerThousand, double? PerThousandEqual)
{
    /// <summary>What the weights save of the bill of equal ones; negative where they cost more.</summary>
    public double? Saved => PerThousand is { } now && PerThousandEqual is > 0 and { } equal ? 1 - now / equal : null;
}

/// <summary>A budget and what it is held against.</summary>
/// <param name="Name">perThousand or perHour.</param>
public sealed record Budget([property: System.Text.Json.Serialization.JsonPropertyName("budget")] string Name, double Limit, double? Value, bool Passed);

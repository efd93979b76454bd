using System.Globalization;

namespace Gateway.Admission;

/// <summary>What a budget is for.</summary>
internal enum BudgetPeriod
{
    /// <summary>As long as the gateway runs.</summary>
    Total,

    /// <summary>A day of UTC.</summary>
    Day,

    /// <summary>A month of UTC.</summary>
    Month,
}

/// <summary>US dollars that a key may spend in a period, by the fleet's prices.</summary>
internal sealed record KeyBudget(double Usd, BudgetPeriod Per)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"${Usd:0.######}{(Per == BudgetPeriod.Total ? "" : $" a {(Per == BudgetPeriod.Day ? "day" : "month")}")}");
}

internal static class BudgetPeriods
{
    /// <summary>When the period that a moment lies in began.</summary>
    public static DateTimeOffset Start(this BudgetPeriod period, DateTimeOffset now) => period switch
    {
        BudgetPeriod.Day => new(now.UtcDateTime.Date, TimeSpan.Zero),
        BudgetPeriod.Month => new(now.UtcDateTime.Year, now.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero),
        _ => DateTimeOffset.MinValue,
    };

    /// <summary>When it ends; null: never.</summary>
    public static DateTimeOffset? End(this BudgetPeriod period, DateTimeOffset now) => period switch
    {
        BudgetPeriod.Day => period.Start(now).AddDays(1),
        BudgetPeriod.Month => period.Start(now).AddMonths(1),
        _ => null,
    };
}

namespace Gateway.Admission;

/// <summary>
/// Dollars that a key spent, within its period and since the start. What is under way is held back at the dearest unit's
/// price until it is known which unit answered, so a budget is never passed here, by what this process knows. Not for several threads at once.
/// </summary>
internal sealed class Spend(TimeProvider time)
{
    private DateTimeOffset _period;
    private double _reserved;

    /// <summary>Since the start.</summary>
    public double Total { get; private set; }

    public double InPeriod { get; private set; }

    /// <summary>Whether what costs so much at most keeps within the budget; then it is held back.</summary>
    public bool TryReserve(double dollars, KeyBudget budget)
    {
        Turn(budget.Per);
        if (InPeriod + _reserved + dollars > budget.Usd) return false;
        _reserved += dollars;
        return true;
    }

    /// <summary>Pays for what was reserved what it came to.</summary>
    public void Settle(double reserved, double dollars, BudgetPeriod period)
    {
        Turn(period);
        _reserved = Math.Max(0, _reserved - reserved);
        Total += dollars;
        InPeriod += dollars;
    }

    /// <summary>Takes up where an earlier process ended.</summary>
    public void Resume(double total, double inPeriod, DateTimeOffset period)
    {
        Total = total;
        InPeriod = inPeriod;
        _period = period;
    }

    /// <summary>When the period began that <see cref="InPeriod"/> is of.</summary>
    public DateTimeOffset Turn(BudgetPeriod period)
    {
        var start = period.Start(time.GetUtcNow());
        if (start == _period) return start;
        // Where the budget is for longer than before, what is known of that time is kept.
        if (start > _period) InPeriod = 0;
        return _period = start;
    }
}

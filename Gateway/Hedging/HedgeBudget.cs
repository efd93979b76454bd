namespace Gateway.Hedging;

/// <summary>How many requests may be sent twice: a part of all, saved up to a few.</summary>
internal sealed class HedgeBudget
{
    private const double MostSaved = 10;

    private readonly Lock _lock = new();
    private double _saved = 1;

    /// <summary>A request came.</summary>
    public void Add(double share)
    {
        lock (_lock) _saved = Math.Min(MostSaved, _saved + share);
    }

    /// <summary>Whether another may be sent twice now; if so, it is counted.</summary>
    public bool TryTake()
    {
        lock (_lock)
        {
            if (_saved < 1) return false;
            _saved--;
            return true;
        }
    }
}

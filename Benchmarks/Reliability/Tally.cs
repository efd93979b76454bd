namespace Benchmarks.Reliability;

/// <summary>What became of a run's requests.</summary>
internal sealed class Tally
{
    private readonly Lock _lock = new();
    private readonly List<double> _milliseconds = [];
    private readonly List<string> _losses = [];

    /// <summary>Whole answers with 200.</summary>
    public int Served { get; private set; }

    /// <summary>Of these, those that needed more than one attempt of the gateway.</summary>
    public int Retried { get; private set; }

    /// <summary>429 or 503, with Retry-After.</summary>
    public int TurnedAway { get; private set; }

    /// <summary>Left by their clients on purpose.</summary>
    public int Left { get; private set; }

    /// <summary>Everything else.</summary>
    public int Lost => _losses.Count;

    public int Sent => Served + TurnedAway + Left + Lost;

    /// <summary>Why some were lost.</summary>
    public IEnumerable<string> Losses => _losses.Distinct().Take(3);

    public void Serve(TimeSpan time, int attempts)
    {
        lock (_lock)
        {
            Served++;
            if (attempts > 1) Retried++;
            _milliseconds.Add(time.TotalMilliseconds);
        }
    }

    public void TurnAway(TimeSpan time)
    {
        lock (_lock)
        {
            TurnedAway++;
            if (Served == 0) _milliseconds.Add(time.TotalMilliseconds);
        }
    }

    public void Leave()
    {
        lock (_lock) Left++;
    }

    public void Lose(string why)
    {
        lock (_lock) _losses.Add(why);
    }

    /// <summary>Milliseconds of an answer: of those that were served, else of refusals.</summary>
    public double Percentile(double part)
    {
        lock (_lock)
        {
            if (_milliseconds.Count == 0) return 0;
            _milliseconds.Sort();
            return _milliseconds[(int)Math.Min(_milliseconds.Count - 1, part * _milliseconds.Count)];
        }
    }
}

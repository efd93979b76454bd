namespace Benchmarks.Proxies;

/// <summary>What each round gave for one way to the worker.</summary>
internal sealed record LoadRounds(string Name)
{
    public List<double> PerSecond { get; } = [];

    /// <summary>Processor time of the proxy alone, user and system: what else the machine does changes it least.</summary>
    public List<double> Microseconds { get; } = [];

    /// <summary>What it allocated for a request; empty for what is no .NET.</summary>
    public List<double> Bytes { get; } = [];

    /// <summary>Milliseconds at half load.</summary>
    public List<double> P50 { get; } = [];

    public List<double> P99 { get; } = [];

    /// <summary>The part of the requests that came to the first worker.</summary>
    public double Share { get; private set; }

    private const int Clients = 16;

    /// <summary>All ways by turns, in an order that turns too.</summary>
    /// <param name="ways">The worker itself first.</param>
    public static async Task<(LoadRounds[] Rounds, double HalfLoad)> MeasureAsync(ProxyProcess[] ways, int rounds, TimeSpan time)
    {
        LoadRounds[] results = [.. ways.Select(way => new LoadRounds(way.Name))];
        using var control = StreamRun.Client(ProxyProtocol.Http1);
        // Until the runtime has compiled what is hot for good.
        foreach (var way in ways) LoadRun.Full(way.Addresses[0], Clients, 3 * time);
        // What the machine can when each request goes another way: the best seen, for other work only takes from it.
        var most = ways.Length / ways.Sum(way => 1 / Enumerable.Range(0, 5).Max(_ => Rate(LoadRun.Full(way.Addresses[0], Clients, time))));
        var shares = new (long One, long Two)[ways.Length];
        for (var round = 0; round < rounds; round++)
        {
            foreach (var index in Enumerable.Range(0, ways.Length).Select(index => (index + round) % ways.Length))
            {
                var (way, result) = (ways[index], results[index]);
                var (counts, allocated, used) = (await CountAsync(), await way.AllocatedAsync(), way.ProcessorTime);
                var run = LoadRun.Full(way.Addresses[0], Clients, time);
                result.Microseconds.Add((way.ProcessorTime - used).TotalMicroseconds / run.Requests);
                result.PerSecond.Add(Rate(run));
                if (await way.AllocatedAsync() - allocated is { } bytes) result.Bytes.Add(bytes / run.Requests);
                var after = await CountAsync();
                shares[index] = (shares[index].One + after.One - counts.One, shares[index].Two + after.Two - counts.Two);
            }

            var answers = LoadRun.Paced([.. ways.Select(way => way.Addresses[0])], Clients, most / 2, ways.Length * time);
            // Where the machine has stood still there is nothing to compare.
            if (answers.Any(own => own.Length == 0)) continue;
            foreach (var (result, own) in results.Zip(answers))
            {
                result.P50.Add(own[own.Length / 2]);
                result.P99.Add(own[own.Length * 99 / 100]);
            }
        }

        for (var index = 0; index < ways.Length; index++) results[index].Share = (double)shares[index].One / (shares[index].One + shares[index].Two);
        return (results, most / 2);

        async Task<(long One, long Two)> CountAsync()
        {
            var counts = (await control.GetStringAsync(ways[0].Addresses[0] + StubWorker.Counts)).Split(' ');
            return (long.Parse(counts[0]), long.Parse(counts[1]));
        }
    }

    private static double Rate((int Requests, TimeSpan Elapsed) run) => run.Requests / run.Elapsed.TotalSeconds;
}

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
        var shares = new (long One, long Two)[ways.Length];
        for (var round = 0; round < rounds; round++)
        {
            foreach (var index in Turn(ways.Length, round))
            {
                var before = await CountAsync();
                var allocated = await ways[index].AllocatedAsync();
                var used = ways[index].ProcessorTime;
                var (requests, elapsed) = LoadRun.Full(ways[index].Addresses[0], Clients, time);
                results[index].PerSecond.Add(requests / elapsed.TotalSeconds);
                results[index].Microseconds.Add((ways[index].ProcessorTime - used).TotalMicroseconds / requests);
                if (await ways[index].AllocatedAsync() - allocated is { } bytes) results[index].Bytes.Add(bytes / requests);
                var after = await CountAsync();
                shares[index] = (shares[index].One + after.One - before.One, shares[index].Two + after.Two - before.Two);
            }
        }

        // The same for all: half of what the slowest can.
        var half = results.Min(result => Spread.Of(result.PerSecond).Median) / 2;
        for (var round = 0; round < rounds; round++)
        {
            foreach (var index in Turn(ways.Length, round))
            {
                var answers = LoadRun.Paced(ways[index].Addresses[0], Clients, half, time);
                results[index].P50.Add(answers[answers.Length / 2]);
                results[index].P99.Add(answers[answers.Length * 99 / 100]);
            }
        }

        for (var index = 0; index < ways.Length; index++) results[index].Share = (double)shares[index].One / (shares[index].One + shares[index].Two);
        return (results, half);

        async Task<(long One, long Two)> CountAsync()
        {
            var counts = (await control.GetStringAsync(ways[0].Addresses[0] + StubWorker.Counts)).Split(' ');
            return (long.Parse(counts[0]), long.Parse(counts[1]));
        }
    }

    private static IEnumerable<int> Turn(int count, int round) => Enumerable.Range(0, count).Select(index => (index + round) % count);
}

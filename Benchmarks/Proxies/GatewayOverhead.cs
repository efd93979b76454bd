using System.Globalization;

namespace Benchmarks.Proxies;

/// <summary>
/// The gateway against bare YARP, in pairs: the same worker behind both, each in a process of its own, rounds by turns.
/// What a machine with few cores gives as throughput holds the client's and the worker's work too, so the processor
/// time of the proxy alone stands beside it.
/// </summary>
internal static class GatewayOverhead
{
    public const string Command = "gateway";

    private const int Rounds = 5;
    private const int Clients = 16;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is [ProxyRole.Flag, var role, .. var worker])
        {
            await ProxyRole.ServeAsync(role, worker.FirstOrDefault());
            return 0;
        }

        var seconds = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 2;
        await using var worker0 = await ProxyProcess.StartAsync(ProxyRole.Worker);
        await using var yarp = await ProxyProcess.StartAsync(ProxyRole.Yarp, worker0.Address);
        await using var gateway = await ProxyProcess.StartAsync(ProxyRole.Gateway, worker0.Address);
        await using var traced = await ProxyProcess.StartAsync(ProxyRole.Traced, worker0.Address);
        await LoadRun.WaitAsync(gateway.Address, TimeSpan.FromSeconds(30));
        await LoadRun.WaitAsync(traced.Address, TimeSpan.FromSeconds(30));

        Console.WriteLine($"{Clients} clients, {Rounds} rounds of {seconds} s each, medians");
        Console.WriteLine($"{"",-10} {"req/s",10} {"proxy µs/req",14} {"alone p50 ms",14} {"alone p99 ms",14}");
        var subjects = new[] { worker0, yarp, gateway, traced };
        var results = subjects.ToDictionary(subject => subject.Role, _ => new List<Sample>());
        foreach (var subject in subjects) await MeasureAsync(subject, seconds);
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var subject in subjects) results[subject.Role].Add(await MeasureAsync(subject, seconds));
        }

        var medians = results.ToDictionary(result => result.Key, result => Sample.Median(result.Value));
        foreach (var (name, sample) in medians)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-10} {sample.PerSecond,10:F0} {sample.ProcessorMicroseconds,14:F1} {sample.P50,14:F3} {sample.P99,14:F3}"));
        var bare = results[ProxyRole.Yarp];
        foreach (var name in new[] { ProxyRole.Gateway, ProxyRole.Traced })
        {
            // Round by round: what else the machine does meets both of a pair alike.
            var pairs = results[name].Zip(bare).ToArray();
            var throughput = Spread(pairs.Select(pair => pair.First.PerSecond / pair.Second.PerSecond), "P0");
            var processor = Spread(pairs.Select(pair => pair.Second.ProcessorMicroseconds / pair.First.ProcessorMicroseconds), "P0");
            var added = Spread(pairs.Select(pair => pair.First.P50 - pair.Second.P50), "F3");
            Console.WriteLine($"{name}: throughput {throughput} of bare YARP (by the proxy's own processor time {processor}), added p50 {added} ms");
        }

        return 0;
    }

    /// <summary>The median of the pairs, and the least and the most of them.</summary>
    private static string Spread(IEnumerable<double> pairs, string format)
    {
        double[] all = [.. pairs];
        return $"{Text(Median(all))} ({Text(all.Min())} to {Text(all.Max())})";

        string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
    }

    private static double Median(IReadOnlyCollection<double> values) => values.Order().ElementAt(values.Count / 2);

    private static async Task<Sample> MeasureAsync(ProxyProcess subject, double seconds)
    {
        var before = subject.ProcessorTime;
        var (requests, elapsed, _) = await LoadRun.RunAsync(subject.Address, Clients, TimeSpan.FromSeconds(seconds));
        var used = subject.ProcessorTime - before;
        var (_, _, alone) = await LoadRun.RunAsync(subject.Address, clients: 1, TimeSpan.FromSeconds(seconds / 2));
        return new Sample(requests / elapsed.TotalSeconds, used.TotalMicroseconds / requests, alone[alone.Length / 2], alone[alone.Length * 99 / 100]);
    }

    private sealed record Sample(double PerSecond, double ProcessorMicroseconds, double P50, double P99)
    {
        public static Sample Median(IReadOnlyList<Sample> samples)
        {
            return new(Of(sample => sample.PerSecond), Of(sample => sample.ProcessorMicroseconds), Of(sample => sample.P50), Of(sample => sample.P99));

            double Of(Func<Sample, double> value) => GatewayOverhead.Median([.. samples.Select(value)]);
        }
    }
}

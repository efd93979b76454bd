using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Yarp.ReverseProxy.Forwarder;

namespace Benchmarks.Proxies;

/// <summary>The benchmark's outcome as a page.</summary>
internal static class GatewayReport
{
    public static string Write(
        LoadRounds[] load, double halfLoad, int rounds, TimeSpan time,
        IReadOnlyDictionary<string, StreamRun> http2, IReadOnlyDictionary<string, StreamRun> http1)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # The gateway beside other proxies

            Written by

                dotnet run -c Release --project Benchmarks -- {GatewayBenchmark.Command} [seconds] [rounds]

            on {DateTime.UtcNow:yyyy-MM-dd}, {Machine()}.
            .NET {Environment.Version}, YARP {typeof(IHttpForwarder).Assembly.GetName().Version?.ToString(3)}, {Installed(SystemProxy.Nginx)}, {Installed(SystemProxy.Haproxy)}.

            Client, proxy and two workers run on the same machine, each in a process of its own; the workers answer 1 kB at once.
            The first has weight 4, the second 1, behind every proxy (bare YARP has no weights: it goes round over the first
            worker four times and the second once). **yarp** forwards and does nothing else. **gateway** is ours with all that it
            does for a request; **traced** is the same with its traces, metrics and logs sent by OTLP, which none of the others
            does. Figures are medians of {rounds} rounds with the quartiles, in each {time.TotalSeconds:0.#} s at full load for each in turn; comparisons are made
            round by round. Other work on the machine widens them: the proxy's own processor time, user and system, is the figure
            that it changes least.

            ## Requests (HTTP/1.1)

            16 connections that are kept open. Full load: each sends the next request when it has the answer. Half load: {halfLoad:F0}
            requests a second, one to each proxy after the other, so that all are measured in the same moments; half of what
            that order allowed by the best of five tries of each before. Where other work took the machine meanwhile, that is less
            than half.

            | | requests/s at full load | of bare YARP | processor time a request, µs | of bare YARP's | allocated a request, kB | share of the first worker |
            | --- | --: | --: | --: | --: | --: | --: |

            """);
        var worker = load[0];
        var yarp = load.First(way => way.Name == ProxyRole.Yarp);
        foreach (var way in load)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Name(way)} | {Spread.Of(way.PerSecond).Text("F0")} | {Percent(way.PerSecond, yarp.PerSecond)} | {Spread.Of(way.Microseconds).Text("F1")} | {(way == worker ? "" : Percent(way.Microseconds, yarp.Microseconds))} | {(way.Bytes.Count == 0 ? "" : Spread.Of(way.Bytes.Select(bytes => bytes / 1000)).Text("F1"))} | {(way == worker ? "" : way.Share.ToString("P1", CultureInfo.InvariantCulture))} |\n");
        }

        text.Append("\n| latency at half load, ms | p50 | added | p99 | added | added p99 beside nginx's |\n| --- | --: | --: | --: | --: | --: |\n");
        var nginx = load.FirstOrDefault(way => way.Name == SystemProxy.Nginx);
        foreach (var way in load)
        {
            var added = way == worker ? "" : Added(way.P99, worker.P99);
            text.Append(CultureInfo.InvariantCulture, $"| {Name(way)} | {Spread.Of(way.P50).Text("F2")} | {(way == worker ? "" : Added(way.P50, worker.P50))} | {Spread.Of(way.P99).Text("F2")} | {added} | {(nginx is null || way == worker || way == nginx ? "" : Added(way.P99, nginx.P99))} |\n");
        }

        Streams(text, "HTTP/2 on both sides; nginx's to the workers is HTTP/1.1, for it has no other", http2);
        Streams(text, "HTTP/1.1 on both sides, as many as the limit on open files lets: each takes two of the proxy's", http1);
        foreach (var name in (string[])[SystemProxy.Nginx, SystemProxy.Haproxy])
        {
            if (SystemProxy.Version(name) is null) text.Append(CultureInfo.InvariantCulture, $"\n{name} is left out: it is not installed (Debian: `apt-get install {name}`).\n");
        }

        return text.ToString();
    }

    private static void Streams(StringBuilder text, string how, IReadOnlyDictionary<string, StreamRun> runs)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## Streams at once: {how}\n\n| | asked for | open at one moment | came to their end | opened in s | memory a stream, kB |\n| --- | --: | --: | --: | --: | --: |\n");
        foreach (var (name, run) in runs)
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {run.Asked} | {run.Open} | {run.Whole} | {run.OpenTime.TotalSeconds:F1} | {run.BytesPerStream / 1000:F1} |\n");
    }

    private static string Name(LoadRounds way) => way.Name == ProxyRole.Worker ? "no proxy" : way.Name;

    private static string Percent(List<double> ones, List<double> others) => Spread.OfPairs(ones, others, (one, other) => one / other).Text("P0");

    private static string Added(List<double> ones, List<double> others) => Spread.OfPairs(ones, others, (one, other) => one - other).Text("F2");

    private static string Installed(string name) => SystemProxy.Version(name) ?? $"no {name}";

    private static string Machine()
    {
        const string Key = "model name";
        var processor = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal))?.Split(':')[1].Trim() ?? $"{RuntimeInformation.ProcessArchitecture}";
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        return $"{Environment.ProcessorCount} cores of {processor}, {RuntimeInformation.OSDescription}, load average {load} at the end";
    }
}

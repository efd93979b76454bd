using System.Globalization;

namespace Benchmarks.Proxies;

/// <summary>
/// The gateway against bare YARP, nginx and HAProxy, in pairs: the same two workers behind all with the same weights,
/// each in a process of its own, rounds by turns. What a machine with few cores gives as throughput holds the client's
/// and the worker's work too, so the processor time of the proxy alone stands beside it.
/// </summary>
internal static class GatewayBenchmark
{
    public const string Command = "gateway";

    private const int Streams = 10_000;

    // What a process needs beside its connections.
    private const int OtherFiles = 500;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is [ProxyRole.Flag, var role, var protocol, .. var workers])
        {
            await ProxyRole.ServeAsync(role, Enum.Parse<ProxyProtocol>(protocol), workers);
            return 0;
        }

        var time = TimeSpan.FromSeconds(args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 2);
        var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 9;
        var folder = Directory.CreateTempSubdirectory("proxies").FullName;
        try
        {
            var (load, half) = await LoadAsync(folder, rounds, time);
            var http2 = await StreamsAsync(folder, ProxyProtocol.Http2, Streams);
            var http1 = await StreamsAsync(folder, ProxyProtocol.Http1, Math.Min(Streams, (OpenFiles() - OtherFiles) / 2));
            var report = GatewayReport.Write(load, half, rounds, time, http2, http1);
            Console.WriteLine(report);
            if (FindDocs() is { } docs) await File.WriteAllTextAsync(Path.Combine(docs, "gateway-speed.md"), report);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static async Task<(LoadRounds[] Rounds, double HalfLoad)> LoadAsync(string folder, int rounds, TimeSpan time)
    {
        await using var worker = await ProxyProcess.StartAsync(ProxyRole.Worker, ProxyProtocol.Http1);
        List<ProxyProcess> ways = [worker];
        try
        {
            foreach (var name in (string[])[ProxyRole.Yarp, ProxyRole.Gateway, ProxyRole.Traced, SystemProxy.Nginx, SystemProxy.Haproxy])
            {
                if (await StartAsync(name, ProxyProtocol.Http1, worker, folder) is { } proxy) ways.Add(proxy);
            }

            return await LoadRounds.MeasureAsync([.. ways], rounds, time);
        }
        finally
        {
            foreach (var way in ways.Skip(1)) await way.DisposeAsync();
        }
    }

    private static async Task<IReadOnlyDictionary<string, StreamRun>> StreamsAsync(string folder, ProxyProtocol protocol, int count)
    {
        var runs = new Dictionary<string, StreamRun>();
        foreach (var name in (string[])[ProxyRole.Yarp, ProxyRole.Gateway, SystemProxy.Nginx, SystemProxy.Haproxy])
        {
            // To its workers nginx speaks HTTP/1.1 only.
            await using var worker = await ProxyProcess.StartAsync(ProxyRole.Worker, name == SystemProxy.Nginx ? ProxyProtocol.Http1 : protocol);
            if (await StartAsync(name, protocol, worker, folder) is not { } proxy) continue;
            await using var disposal = proxy;
            runs[name] = await StreamRun.RunAsync(proxy, worker, count);
        }

        return runs;
    }

    /// <summary>Null where it is not installed.</summary>
    private static async Task<ProxyProcess?> StartAsync(string name, ProxyProtocol protocol, ProxyProcess worker, string folder)
    {
        if (name is SystemProxy.Nginx or SystemProxy.Haproxy)
            return SystemProxy.Version(name) is null ? null : await SystemProxy.StartAsync(name, protocol, worker.Addresses, folder);
        var proxy = await ProxyProcess.StartAsync(name, protocol, worker.Addresses);
        await WaitAsync(proxy);
        return proxy;
    }

    private static async Task WaitAsync(ProxyProcess proxy)
    {
        using var http = StreamRun.Client(proxy.Protocol);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            using var answer = await http.GetAsync(proxy.Addresses[0] + "/readiness", limit.Token);
            if (answer.IsSuccessStatusCode) return;
            await Task.Delay(50, limit.Token);
        }
    }

    private static int OpenFiles() =>
        File.ReadLines("/proc/self/limits").First(line => line.StartsWith("Max open files", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries) is { } fields
            && int.TryParse(fields[3], out var limit) ? limit : int.MaxValue;

    private static string? FindDocs()
    {
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Aspire.sln"))) return Path.Combine(folder.FullName, "docs");
        }

        return null;
    }
}

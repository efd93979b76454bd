using System.Diagnostics;
using System.Net;

namespace Benchmarks.Proxies;

/// <summary>Clients that each send the next request when they have the answer to the last.</summary>
internal static class LoadRun
{
    private static readonly byte[] Body = """{"model":"flux","prompt":"a large red circle on a blue background","size":"256x144","n":1}"""u8.ToArray();

    /// <summary>Answers, time, and each answer's milliseconds in order of size.</summary>
    public static async Task<(int Requests, TimeSpan Elapsed, double[] Milliseconds)> RunAsync(string address, int clients, TimeSpan time)
    {
        using var http = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, UseCookies = false, ActivityHeadersPropagator = null });
        var uri = new Uri(address + "/v1/images/generations");
        var start = Stopwatch.GetTimestamp();
        var latencies = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            var own = new List<double>(100_000);
            while (Stopwatch.GetElapsedTime(start) < time)
            {
                var sent = Stopwatch.GetTimestamp();
                using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = new ByteArrayContent(Body) };
                using var response = await http.SendAsync(request, default);
                await response.Content.CopyToAsync(Stream.Null);
                if (response.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"{address} answered {response.StatusCode}.");
                own.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }

            return own;
        })));
        var elapsed = Stopwatch.GetElapsedTime(start);
        double[] all = [.. latencies.SelectMany(own => own).Order()];
        return (all.Length, elapsed, all);
    }

    /// <summary>Waits until <c>/readiness</c> says yes.</summary>
    public static async Task WaitAsync(string address, TimeSpan limit)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var timeout = new CancellationTokenSource(limit);
        while (!(await http.GetAsync(address + "/readiness", timeout.Token)).IsSuccessStatusCode) await Task.Delay(50, timeout.Token);
    }
}

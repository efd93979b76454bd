using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace Benchmarks.Reliability;

/// <summary>Clients that each send the next request when they have the answer to the last, to gateways that are ready, as a load balancer leads them.</summary>
internal sealed class Clients(params IReadOnlyList<ServerProcess> gateways) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, ActivityHeadersPropagator = null, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(1) }) { Timeout = TimeSpan.FromMinutes(3) };
    private readonly HashSet<ServerProcess> _out = [];
    private int _turn;

    /// <summary>Sends nothing more to a gateway, as one that is not ready.</summary>
    public void TakeOut(ServerProcess gateway)
    {
        lock (_out) _out.Add(gateway);
    }

    /// <summary>So many clients at once until <paramref name="meanwhile"/> has ended, and a while.</summary>
    public async Task<Tally> DuringAsync(int clients, Func<Task> meanwhile)
    {
        var tally = new Tally();
        using var end = new CancellationTokenSource();
        var sending = Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested) await SendAsync(tally);
        })).ToArray();
        await Task.Delay(TimeSpan.FromSeconds(1));
        await meanwhile();
        await Task.Delay(TimeSpan.FromSeconds(1));
        await end.CancelAsync();
        await Task.WhenAll(sending);
        return tally;
    }

    public async Task SendAsync(Tally tally, string size = "64x32")
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            using var response = await _http.SendAsync(Request(Gateway(), $$"""{"prompt":"a circle","size":"{{size}}"}"""));
            var body = await response.Content.ReadAsByteArrayAsync();
            Count(tally, response, body.Length, Stopwatch.GetElapsedTime(start));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            tally.Lose(exception.InnerException?.Message ?? exception.Message);
        }
    }

    public static HttpRequestMessage Request(ServerProcess gateway, string json) =>
        new(HttpMethod.Post, $"{gateway.Address}/v1/images/generations") { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    public void Dispose() => _http.Dispose();

    private static void Count(Tally tally, HttpResponseMessage response, int length, TimeSpan time)
    {
        if (response.StatusCode == HttpStatusCode.OK && length > 0)
            tally.Serve(time, int.Parse(response.Headers.GetValues("X-Inference-Attempts").Single(), CultureInfo.InvariantCulture));
        else if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable && response.Headers.RetryAfter is not null)
            tally.TurnAway(time);
        else
            tally.Lose($"{(int)response.StatusCode}");
    }

    private ServerProcess Gateway()
    {
        lock (_out)
        {
            var left = gateways.Where(gateway => !_out.Contains(gateway)).ToArray();
            return left[_turn++ % left.Length];
        }
    }
}

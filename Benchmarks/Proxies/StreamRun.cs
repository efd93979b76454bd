using System.Diagnostics;
using System.Net;
using System.Text;

namespace Benchmarks.Proxies;

/// <summary>How a proxy held many streams.</summary>
/// <param name="Asked">Streams that were to be open at once.</param>
/// <param name="Open">Those whose first event came, all open at one moment.</param>
/// <param name="Whole">Those that came to their last event.</param>
/// <param name="OpenTime">From the first request to the last first event.</param>
/// <param name="BytesPerStream">What the proxy's resident memory grew by, over the open streams.</param>
internal sealed record StreamRun(int Asked, int Open, int Whole, TimeSpan OpenTime, double BytesPerStream)
{
    // A client that opens all in one moment measures the backlog of the listener.
    private const int OpeningAtOnce = 128;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <summary>Opens so many streams through the proxy, holds all of them, and has the worker end them.</summary>
    public static async Task<StreamRun> RunAsync(ProxyProcess proxy, ProxyProcess worker, int count)
    {
        using var client = Client(proxy.Protocol);
        using var control = Client(worker.Protocol);
        await HoldAsync(client, proxy, () => control.PostAsync(worker.Addresses[0] + StubWorker.Release, null), count / 20);
        return await HoldAsync(client, proxy, () => control.PostAsync(worker.Addresses[0] + StubWorker.Release, null), count);
    }

    public static HttpClient Client(ProxyProtocol protocol) => new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, EnableMultipleHttp2Connections = true, ActivityHeadersPropagator = null })
    {
        DefaultRequestVersion = protocol == ProxyProtocol.Http2 ? HttpVersion.Version20 : HttpVersion.Version11,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private static async Task<StreamRun> HoldAsync(HttpClient client, ProxyProcess proxy, Func<Task<HttpResponseMessage>> release, int count)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var turns = new SemaphoreSlim(OpeningAtOnce);
        var uri = new Uri(proxy.Addresses[0] + "/v1/images/generations?stream=1");
        var before = proxy.Memory;
        var begin = Stopwatch.GetTimestamp();
        var streams = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => OpenAsync(client, uri, turns, limit.Token)));
        var opened = Stopwatch.GetElapsedTime(begin);
        var memory = proxy.Memory - before;
        using var released = await release();
        var whole = await Task.WhenAll(streams.OfType<Stream>().Select(stream => EndAsync(stream, limit.Token)));
        return new StreamRun(count, whole.Length, whole.Count(ended => ended), opened, memory / Math.Max(1, whole.Length));
    }

    /// <summary>The stream after its first event; null when it did not come.</summary>
    private static async Task<Stream?> OpenAsync(HttpClient client, Uri uri, SemaphoreSlim turns, CancellationToken limit)
    {
        try
        {
            await turns.WaitAsync(limit);
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Version = client.DefaultRequestVersion, VersionPolicy = client.DefaultVersionPolicy, Content = new ByteArrayContent("{\"model\":\"flux\",\"size\":\"256x144\",\"stream\":true}"u8.ToArray()) };
                request.Content.Headers.ContentType = new("application/json");
                var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit);
                if (response.StatusCode != HttpStatusCode.OK) return null;
                var stream = await response.Content.ReadAsStreamAsync(limit);
                return await stream.ReadAsync(new byte[256], limit) > 0 ? stream : null;
            }
            finally
            {
                turns.Release();
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    private static async Task<bool> EndAsync(Stream stream, CancellationToken limit)
    {
        try
        {
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return (await reader.ReadToEndAsync(limit)).Contains("completed", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            return false;
        }
    }
}

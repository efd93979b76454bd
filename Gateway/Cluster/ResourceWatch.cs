using System.Net;
using System.Text.Json;
using ServiceDefaults.Cluster;

namespace Gateway.Cluster;

/// <summary>
/// Follows the objects of one kind by the Kubernetes API's list and watch: a list gives a version from which a stream of
/// changes starts; bookmarks move that version on, so that a stream that ends is taken up where it ended; a version that
/// is too old (410 Gone) begins again with a list. See the API's "Efficient detection of changes".
/// </summary>
/// <param name="access">The cluster's API with a token that is good now.</param>
/// <param name="path">The collection, such as <c>/api/v1/namespaces/default/events</c>.</param>
/// <param name="selector">A query that says which of them, or empty.</param>
internal sealed partial class ResourceWatch(
    Func<ClusterAccess> access, string path, string selector, IResourceObserver observer, TimeProvider time, Random random, ILogger logger)
{
    private const int PageSize = 500;

    // The server ends a stream after so long, which also brings a new token into use.
    private const int StreamSeconds = 290;

    // Longer without a byte than the server lets a stream last: the connection is dead, and nobody said so.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(StreamSeconds + 40);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromSeconds(30), PauseWhenRefused = TimeSpan.FromMinutes(5);

    private string? _version;
    private int _failures;

    /// <summary>Runs until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var pause = FirstPause;
            try
            {
                using var client = access().CreateClient();
                if (_version is null) await ListAsync(client, cancellation).ConfigureAwait(false);
                await StreamAsync(client, cancellation).ConfigureAwait(false);
            }
            catch (HttpRequestException gone) when (gone.StatusCode == HttpStatusCode.Gone)
            {
                Log.Gone(logger, path, _version ?? "");
                _version = null;
                pause = TimeSpan.Zero;
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                pause = PauseAfter(exception);
                Log.Failed(logger, path, exception.Message, pause.TotalSeconds);
            }

            await Task.Delay(pause, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private TimeSpan PauseAfter(Exception exception)
    {
        _failures++;
        // No right to see it, or no such kind here: whoever mends that does not do so within the second.
        if (exception is HttpRequestException { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.NotFound }) return PauseWhenRefused;
        var longest = Math.Min(LongestPause.TotalSeconds, FirstPause.TotalSeconds * Math.Pow(2, Math.Min(_failures - 1, 10)));
        // Half of it by chance: gateways that lost the server together do not come back together.
        return TimeSpan.FromSeconds(longest * (0.5 + (0.5 * random.NextDouble())));
    }

    private async Task ListAsync(HttpClient client, CancellationToken cancellation)
    {
        var objects = new List<JsonElement>();
        string? version, next = null;
        do
        {
            var page = next is null ? "" : $"&continue={Uri.EscapeDataString(next)}";
            using var answer = await GetAsync(client, $"limit={PageSize}{page}", cancellation).ConfigureAwait(false);
            using var list = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false), default, cancellation).ConfigureAwait(false);
            objects.AddRange(list.RootElement.GetProperty("items").EnumerateArray().Select(item => item.Clone()));
            var metadata = list.RootElement.GetProperty("metadata");
            version = metadata.GetProperty("resourceVersion").GetString();
            next = metadata.TryGetProperty("continue", out var token) ? token.GetString() : null;
        }
        while (!string.IsNullOrEmpty(next));

        observer.Replace(objects);
        _version = version;
        _failures = 0;
        Log.Listed(logger, path, objects.Count, version ?? "");
    }

    private async Task StreamAsync(HttpClient client, CancellationToken cancellation)
    {
        using var answer = await GetAsync(
            client, $"watch=1&allowWatchBookmarks=true&resourceVersion={Uri.EscapeDataString(_version!)}&timeoutSeconds={StreamSeconds}", cancellation).ConfigureAwait(false);
        using var silence = new CancellationTokenSource(Silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, silence.Token);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false));
        while (await lines.ReadLineAsync(either.Token).ConfigureAwait(false) is { } line)
        {
            if (line.Length == 0) continue;
            using var change = JsonDocument.Parse(line);
            Apply(change.RootElement);
            _failures = 0;
            silence.CancelAfter(Silence);
        }
    }

    private void Apply(JsonElement change)
    {
        var item = change.GetProperty("object");
        switch (change.GetProperty("type").GetString())
        {
            case "ADDED" or "MODIFIED":
                observer.Put(item.Clone());
                break;
            case "DELETED":
                observer.Remove(item.Clone());
                break;
            case "BOOKMARK":
                break;
            case "ERROR":
                var code = item.TryGetProperty("code", out var given) && given.TryGetInt32(out var number) ? number : 0;
                throw new HttpRequestException($"the stream says: {(item.TryGetProperty("message", out var message) ? message.GetString() : item.GetRawText())}", null, (HttpStatusCode)code);
            default:
                // Of a later version of the API: what it is about is seen in the next list.
                return;
        }

        _version = item.GetProperty("metadata").GetProperty("resourceVersion").GetString();
    }

    private async Task<HttpResponseMessage> GetAsync(HttpClient client, string query, CancellationToken cancellation)
    {
        var and = selector.Length == 0 ? "" : "&";
        var answer = await client.GetAsync($"{path}?{selector}{and}{query}", HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        if (answer.IsSuccessStatusCode) return answer;
        var said = await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
        answer.Dispose();
        throw new HttpRequestException($"the Kubernetes API answers {(int)answer.StatusCode} {said.Trim()}", null, answer.StatusCode);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "{Path}: {Count} objects at version {Version}.")]
        public static partial void Listed(ILogger logger, string path, int count, string version);

        [LoggerMessage(2, LogLevel.Information, "{Path}: version {Version} is too old, all is listed again.")]
        public static partial void Gone(ILogger logger, string path, string version);

        [LoggerMessage(3, LogLevel.Warning, "{Path} cannot be watched: {Reason}. The next try is in {Seconds:0.#} s.")]
        public static partial void Failed(ILogger logger, string path, string reason, double seconds);
    }
}

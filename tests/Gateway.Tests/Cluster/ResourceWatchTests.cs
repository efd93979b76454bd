using System.Text.Json;
using System.Threading.Channels;
using Gateway.Cluster;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Cluster;

/// <summary>List and watch against a local server that answers as the API was recorded.</summary>
public sealed class ResourceWatchTests
{
    private const string Path = "/api/v1/namespaces/serving/pods";

    private readonly PauselessTime _time = new(DateTimeOffset.UnixEpoch);
    private readonly Seen _seen = new();

    [Fact]
    public async Task A_list_is_followed_by_a_stream_from_its_version()
    {
        await using var api = await RecordedApi.StartAsync();
        api.List(Path, List("10", "a", "b")).Stream(Path, $"{Change("ADDED", "c", "11")}\n{Change("MODIFIED", "a", "12")}\n{Change("DELETED", "b", "13")}");
        await using var watch = Start(api);
        Assert.Equal(["list a,b", "put c", "put a", "remove b"], await _seen.TakeAsync(4));
        Assert.Equal([$"{Path}?selector=x&limit=500", $"{Path}?selector=x&watch=1&allowWatchBookmarks=true&resourceVersion=10&timeoutSeconds=290"], api.Requests);
    }

    [Fact]
    public async Task A_stream_that_ends_goes_on_from_the_last_bookmark()
    {
        await using var api = await RecordedApi.StartAsync();
        api.List(Path, List("10")).Stream(Path, $"{Change("ADDED", "a", "11")}\n{Change("BOOKMARK", "", "40")}", hold: false).Stream(Path, Change("ADDED", "b", "41"));
        await using var watch = Start(api);
        Assert.Equal(["list ", "put a", "put b"], await _seen.TakeAsync(3));
        Assert.Contains("resourceVersion=40", api.Requests.Last(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_version_that_is_too_old_begins_with_a_list_again(bool inStream)
    {
        await using var api = await RecordedApi.StartAsync();
        api.List(Path, List("10", "a"));
        if (inStream) api.Stream(Path, """{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"too old resource version: 10 (90)","reason":"Expired","code":410}}""", hold: false);
        else api.Fail(Path, 410);
        api.List(Path, List("90", "b")).Stream(Path, Change("ADDED", "c", "91"));
        await using var watch = Start(api);
        Assert.Equal(["list a", "list b", "put c"], await _seen.TakeAsync(3));
        Assert.Contains("resourceVersion=90", api.Requests.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_fails_is_tried_again_ever_more_slowly()
    {
        await using var api = await RecordedApi.StartAsync();
        api.Fail(Path, 500).Fail(Path, 503).Fail(Path, 500).Fail(Path, 429).List(Path, List("10", "a")).Stream(Path, "");
        await using var watch = Start(api);
        Assert.Equal(["list a"], await _seen.TakeAsync(1));
        var pauses = _time.Pauses.Take(4).Select(pause => pause.TotalSeconds).ToArray();
        for (var tried = 0; tried < 4; tried++) Assert.InRange(pauses[tried], 0.5 * (1 << tried), 1 << tried);
    }

    [Fact]
    public async Task Nonsense_in_a_stream_is_a_failure_like_others()
    {
        await using var api = await RecordedApi.StartAsync();
        api.List(Path, List("10", "a")).Stream(Path, "{ not JSON", hold: false).Stream(Path, Change("ADDED", "b", "11"));
        await using var watch = Start(api);
        Assert.Equal(["list a", "put b"], await _seen.TakeAsync(2));
    }

    [Fact]
    public async Task What_nobody_thought_of_is_a_failure_too()
    {
        await using var api = await RecordedApi.StartAsync();
        api.List(Path, List("10", "a")).Stream(Path, Change("ADDED", "odd", "11"), hold: false).Stream(Path, Change("ADDED", "b", "11"));
        await using var watch = Start(api);
        Assert.Equal(["list a", "put odd", "put b"], await _seen.TakeAsync(3));
    }

    [Fact]
    public async Task What_it_may_not_see_is_asked_for_rarely()
    {
        await using var api = await RecordedApi.StartAsync();
        api.Fail(Path, 403).List(Path, List("10"));
        await using var watch = Start(api);
        while (_time.Pauses.IsEmpty) await Task.Delay(1, TestContext.Current.CancellationToken);
        Assert.Equal((TimeSpan.FromMinutes(5), 1), (_time.Pauses.First(), api.Requests.Count));
    }

    [Fact]
    public async Task Long_lists_come_in_pages()
    {
        await using var api = await RecordedApi.StartAsync();
        api.List(Path, List("10", "a").Replace("\"resourceVersion\"", "\"continue\":\"more/\",\"resourceVersion\"", StringComparison.Ordinal)).List(Path, List("10", "b")).Stream(Path, "");
        await using var watch = Start(api);
        Assert.Equal(["list a,b"], await _seen.TakeAsync(1));
        Assert.Equal($"{Path}?selector=x&limit=500&continue=more%2F", api.Requests.ElementAt(1));
    }

    private Running Start(RecordedApi api) => new(new ResourceWatch(() => api.Access, Path, "selector=x", _seen, _time, new Random(1), NullLogger.Instance));

    private static string List(string version, params string[] names) =>
        JsonSerializer.Serialize(new { kind = "PodList", metadata = new { resourceVersion = version }, items = names.Select(name => new { metadata = new { name } }) });

    private static string Change(string type, string name, string version) =>
        JsonSerializer.Serialize(new { type, @object = new { kind = "Pod", metadata = new { name, resourceVersion = version } } });

    private sealed class Seen : IResourceObserver
    {
        private readonly Channel<string> _calls = Channel.CreateUnbounded<string>();

        public void Replace(IReadOnlyList<JsonElement> objects) => _calls.Writer.TryWrite($"list {string.Join(',', objects.Select(item => item.Name()))}");

        public void Put(JsonElement item)
        {
            _calls.Writer.TryWrite($"put {item.Name()}");
            if (item.Name() == "odd") throw new FormatException("a port that is no whole number");
        }

        public void Remove(JsonElement item) => _calls.Writer.TryWrite($"remove {item.Name()}");

        public async Task<string[]> TakeAsync(int count)
        {
            var calls = new string[count];
            for (var call = 0; call < count; call++) calls[call] = await _calls.Reader.ReadAsync(TestContext.Current.CancellationToken);
            return calls;
        }
    }

    private sealed class Running : IAsyncDisposable
    {
        private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        private readonly Task _running;

        public Running(ResourceWatch watch) => _running = Task.Run(() => watch.RunAsync(_end.Token));

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _end.Dispose();
        }
    }
}

using System.Globalization;
using System.Text.Json;

namespace Benchmarks.Reliability;

/// <summary>Two units with two workers each, and gateways before them, all processes.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private static readonly (string Name, string Unit)[] Names = [("one", "one"), ("one-2", "one"), ("two", "two"), ("two-2", "two")];

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    private Stage(ServerProcess[] workers, ServerProcess[] gateways)
    {
        Workers = workers;
        Gateways = gateways;
    }

    public ServerProcess[] Workers { get; }

    public ServerProcess[] Gateways { get; }

    public ServerProcess Gateway => Gateways[0];

    public static async Task<Stage> StartAsync(int gateways = 1, int step = 10, bool sleeps = false)
    {
        ServerProcess[] workers = [.. Names.Select(name => new ServerProcess(ServerRole.Worker, name.Unit, step.ToString(CultureInfo.InvariantCulture)))];
        string[] settings =
        [
            $"sleeps={sleeps}", "Gateway:ReadyWhen=any", "Gateway:Drain:Delay=00:00:01", "Gateway:Waking:Limit=1000",
            .. Names.Zip(workers, (name, worker) => $"services:{name.Name}:http:0={worker.Address}"),
        ];
        var stage = new Stage(workers, [.. Enumerable.Range(0, gateways).Select(_ => new ServerProcess(ServerRole.Gateway, settings))]);
        await Task.WhenAll(stage.Workers.Concat(stage.Gateways).Select(server => server.StartAsync()));
        await stage.ReadyAsync(workers.Length);
        return stage;
    }

    /// <summary>Waits until every gateway sees so many workers ready.</summary>
    public Task ReadyAsync(int count) => UntilAsync(fleet => fleet.GetProperty("units").EnumerateArray()
        .Sum(unit => unit.GetProperty("workers").EnumerateArray().Count(worker => worker.GetProperty("state").GetString() == "ready")) == count);

    /// <summary>Waits until so many requests wait for a unit.</summary>
    public Task HeldAsync(int count) => UntilAsync(fleet => fleet.GetProperty("units").EnumerateArray().Sum(unit => unit.GetProperty("held").GetInt32()) == count);

    public async Task<JsonElement?> GetAsync(string address)
    {
        using var response = await _http.GetAsync(address);
        if (!response.IsSuccessStatusCode) return null;
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return json.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in Gateways.Concat(Workers)) await server.DisposeAsync();
        _http.Dispose();
    }

    private async Task UntilAsync(Func<JsonElement, bool> reached)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        foreach (var gateway in Gateways)
        {
            while (await GetAsync(gateway.Address + "/fleet") is not { } fleet || !reached(fleet)) await Task.Delay(20, limit.Token);
        }
    }
}

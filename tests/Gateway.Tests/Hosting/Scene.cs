using Fleet;

namespace Gateway.Tests.Hosting;

/// <summary>A gateway and its workers, ended together.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private readonly Dictionary<string, StubWorker[]> _workers;

    private Scene(GatewayHost gateway, Dictionary<string, StubWorker[]> workers)
    {
        Gateway = gateway;
        _workers = workers;
    }

    public GatewayHost Gateway { get; }

    /// <summary>The first worker of a unit.</summary>
    public StubWorker this[string unit] => _workers[unit][0];

    public StubWorker[] Workers(string unit) => _workers[unit];

    /// <summary>The three image units with a worker each.</summary>
    public static async Task<Scene> StartAsync(params (string Key, string Value)[] settings) =>
        await StartAsync(TestFleets.Three, await TestFleets.WorkersAsync(TestFleets.Images), settings);

    public static async Task<Scene> StartAsync(FleetDefinition fleet, Dictionary<string, StubWorker[]> workers, params (string Key, string Value)[] settings) =>
        new(await GatewayHost.StartAsync(fleet, workers, settings), workers);

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        foreach (var worker in _workers.Values.SelectMany(stubs => stubs))
        {
            await worker.DisposeAsync();
        }
    }
}

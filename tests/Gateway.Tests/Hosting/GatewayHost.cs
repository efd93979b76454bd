using System.Net.Http.Json;
using System.Text;
using Fleet;
using Gateway.Decisions;
using Gateway.Management;
using Gateway.Reload;
using Gateway.Units;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.Hosting;

/// <summary>A gateway on a loopback port, before the workers that a test gives its units.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewayHost(WebApplication app)
    {
        _app = app;
        Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Client = NewClient();
    }

    public string Address { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public LiveFleet Fleet => _app.Services.GetRequiredService<LiveFleet>();

    public DecisionLog Decisions => _app.Services.GetRequiredService<DecisionLog>();

    /// <summary>
    /// Starts a gateway with the workers of each unit, and waits until it has seen those that are ready. Probes come
    /// once an hour, that is, once: what tests see later is what requests found, unless they set another interval.
    /// </summary>
    public static async Task<GatewayHost> StartAsync(
        FleetDefinition fleet, IReadOnlyDictionary<string, StubWorker[]> workers, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var values = new Dictionary<string, string?> { ["Gateway:ProbeInterval"] = "01:00:00", ["Gateway:ProbeTimeout"] = "00:00:30", ["Gateway:Weights:SampleFloor"] = "0" };
        foreach (var (unit, stubs) in workers)
        {
            foreach (var (index, stub) in stubs.Index())
            {
                values[$"services:{(index == 0 ? unit : $"{unit}-{index + 1}")}:http:0"] = stub.Address;
            }
        }

        foreach (var (key, value) in settings)
        {
            values[key] = value;
        }

        builder.Configuration.AddInMemoryCollection(values);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        builder.Services.AddSingleton(fleet);
        if (values.GetValueOrDefault("Fleet:Path") is { } file) builder.Services.AddSingleton(new FleetFile(file));
        builder.AddServiceDefaults();
        builder.AddGateway();
        var app = builder.Build();
        app.UseGateway();
        app.MapDefaultEndpoints();
        app.MapGateway();
        await app.StartAsync();
        var host = new GatewayHost(app);
        await host.WaitAsync(live => workers.All(unit => live.Unit(unit.Key) is not { } known || known.Workers.Where(worker => unit.Value.Any(stub => stub.Address == worker.Address && stub.Readiness == 200)).All(worker => worker.IsReady)));
        return host;
    }

    public HttpClient NewClient() => new() { BaseAddress = new Uri(Address) };

    /// <summary>Waits for a state of the fleet, woken by its changes.</summary>
    public async Task WaitAsync(Func<LiveFleet, bool> reached)
    {
        var fleet = Fleet;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(LiveUnit? unit, Worker? worker)
        {
            if (reached(fleet)) done.TrySetResult();
        }

        fleet.Changed += Look;
        Look(null, null);
        await done.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        fleet.Changed -= Look;
    }

    /// <summary>Tells it to stop, as SIGTERM does; ends when it has.</summary>
    /// <param name="limit">For what it has begun.</param>
    public Task StopAsync(TimeSpan limit)
    {
        _app.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout = limit;
        return _app.StopAsync(TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> GenerateAsync(string json = """{"prompt":"a circle"}""", string? pin = null, HttpClient? client = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/images/generations") { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (pin is not null) request.Headers.Add(InferenceHeaders.Unit, pin);
        return (client ?? Client).SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until so many requests are with workers.</summary>
    public async Task WaitForOutstandingAsync(int count)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (Fleet.Units.SelectMany(unit => unit.Workers).Sum(worker => worker.Outstanding) < count)
            await Task.Delay(1, limit.Token);
    }

    public async Task<FleetView> GetFleetAsync() => (await Client.GetFromJsonAsync<FleetView>("/fleet", TestContext.Current.CancellationToken))!;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}

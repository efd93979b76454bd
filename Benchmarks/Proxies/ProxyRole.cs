using System.Text;
using Fleet;
using Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Benchmarks.Proxies;

/// <summary>What the benchmark's servers are: a worker that answers at once, bare YARP, the gateway whose telemetry goes nowhere and somewhere.</summary>
internal static class ProxyRole
{
    public const string Flag = "--serve";
    public const string Worker = "worker";
    public const string Yarp = "yarp";
    public const string Gateway = "gateway";

    /// <summary>The gateway that sends its traces, metrics and logs by OTLP, which bare YARP has none of.</summary>
    public const string Traced = "traced";

    // T/(C·L) of one is four times that of two.
    private const string Fleet = """
        {
          "models": { "flux": { "architecture": "flux", "path": "models/tiny-flux", "sizes": ["256x144"] } },
          "units": {
            "one": { "model": "flux", "accelerator": "l4", "instance": "g6.xlarge", "devices": 1, "capacity": { "256x144": { "latencySeconds": 1, "perMinute": 60 } } },
            "two": { "model": "flux", "accelerator": "l4", "instance": "g6.xlarge", "devices": 1, "capacity": { "256x144": { "latencySeconds": 2, "perMinute": 30 } } }
          }
        }
        """;

    /// <summary>Serves on ports of the system's choice, prints the addresses and, for each line, how many bytes it has allocated, and ends with its standard input.</summary>
    public static async Task ServeAsync(string role, ProxyProtocol protocol, string[] workers)
    {
        // The settings of the gateway's own program, which say what it logs, lie beside this one's.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(role == Worker ? ["http://127.0.0.1:0", "http://127.0.0.1:0"] : ["http://127.0.0.1:0"]);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = protocol == ProxyProtocol.Http2 ? HttpProtocols.Http2 : HttpProtocols.Http1));
        await using var app = role switch
        {
            Yarp => BareYarp(builder, protocol, workers),
            Gateway or Traced => OurGateway(builder, protocol, workers, traced: role == Traced),
            _ => StubWorker.Build(builder),
        };
        await app.StartAsync();
        Console.WriteLine(string.Join(' ', app.Urls));
        while (await Console.In.ReadLineAsync() is not null) Console.WriteLine(GC.GetTotalAllocatedBytes());
    }

    private static WebApplication BareYarp(WebApplicationBuilder builder, ProxyProtocol protocol, string[] workers)
    {
        // It knows no weights: who is to get four times as much is there four times.
        var destinations = new[] { 0, 0, 0, 0, 1 }.Select((worker, index) => (worker, index))
            .ToDictionary(destination => $"{destination.index}", destination => new DestinationConfig { Address = workers[destination.worker] });
        var request = protocol == ProxyProtocol.Http2
            ? new ForwarderRequestConfig { Version = System.Net.HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact }
            : new ForwarderRequestConfig { Version = System.Net.HttpVersion.Version11 };
        builder.Services.AddRoutingCore();
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "workers", Match = new RouteMatch { Path = "/{**path}" } }],
            [new ClusterConfig { ClusterId = "workers", Destinations = destinations, LoadBalancingPolicy = "RoundRobin", HttpRequest = request }]);
        var app = builder.Build();
        app.MapReverseProxy();
        return app;
    }

    private static WebApplication OurGateway(WebApplicationBuilder builder, ProxyProtocol protocol, string[] workers, bool traced)
    {
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["services:one:http:0"] = workers[0],
            ["services:two:http:0"] = workers[1],
            // As published; what units are measured to do would change their weights.
            ["Gateway:Weights:SampleFloor"] = "1000000000",
            ["Gateway:WorkerProtocol"] = $"{protocol}",
        });
        // The worker takes these too.
        if (traced) builder.Configuration.AddInMemoryCollection([new("OTEL_EXPORTER_OTLP_ENDPOINT", workers[0]), new("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")]);
        builder.Services.AddSingleton(FleetDefinition.Parse(Encoding.UTF8.GetBytes(Fleet)));
        builder.AddServiceDefaults();
        builder.AddGateway();
        var app = builder.Build();
        app.UseGateway();
        app.MapDefaultEndpoints();
        app.MapGateway();
        return app;
    }
}

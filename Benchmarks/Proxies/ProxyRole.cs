using System.Text;
using Fleet;
using Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;

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

    private const string Fleet = """
        {
          "models": { "flux": { "architecture": "flux", "path": "models/tiny-flux", "sizes": ["256x144"] } },
          "units": {
            "one": { "model": "flux", "accelerator": "l4", "instance": "g6.xlarge", "devices": 1, "capacity": { "256x144": { "latencySeconds": 1, "perMinute": 60 } } },
            "two": { "model": "flux", "accelerator": "l4", "instance": "g6.xlarge", "devices": 1, "capacity": { "256x144": { "latencySeconds": 2, "perMinute": 30 } } }
          }
        }
        """;

    /// <summary>Serves on a port of the system's choice, prints the address, and ends with its standard input.</summary>
    public static async Task ServeAsync(string role, string? worker)
    {
        // The settings of the gateway's own program, which say what it logs, lie beside this one's.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = role switch
        {
            Yarp => BareYarp(builder, worker!),
            Gateway or Traced => OurGateway(builder, worker!, traced: role == Traced),
            _ => StubWorker(builder),
        };
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        while (await Console.In.ReadLineAsync() is not null)
        {
        }
    }

    private static WebApplication StubWorker(WebApplicationBuilder builder)
    {
        var answer = Encoding.UTF8.GetBytes($$"""{"created":0,"data":[{"b64_json":"{{new string('A', 1000)}}"}]}""");
        var app = builder.Build();
        app.MapGet("/readiness", () => "ready");
        app.MapPost("/v1/{signal}", () => { });
        app.MapPost("/v1/images/generations", async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = answer.Length;
            await context.Response.Body.WriteAsync(answer);
        });
        return app;
    }

    private static WebApplication BareYarp(WebApplicationBuilder builder, string worker)
    {
        var destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = worker }, ["two"] = new() { Address = worker } };
        builder.Services.AddRoutingCore();
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "workers", Match = new RouteMatch { Path = "/{**path}" } }],
            [new ClusterConfig { ClusterId = "workers", Destinations = destinations, LoadBalancingPolicy = "PowerOfTwoChoices" }]);
        var app = builder.Build();
        app.MapReverseProxy();
        return app;
    }

    private static WebApplication OurGateway(WebApplicationBuilder builder, string worker, bool traced)
    {
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["services:one:http:0"] = worker,
            ["services:two:http:0"] = worker,
        });
        // The worker takes these too.
        if (traced) builder.Configuration.AddInMemoryCollection([new("OTEL_EXPORTER_OTLP_ENDPOINT", worker), new("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")]);
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

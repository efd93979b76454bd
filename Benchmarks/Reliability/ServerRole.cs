using System.Globalization;
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
using ModelWorker;
using ModelWorker.Pipelines;

namespace Benchmarks.Reliability;

/// <summary>This program as a server: the worker as it is, on a model that only takes time, or the gateway as it is.</summary>
internal static class ServerRole
{
    public const string Flag = "--serve";
    public const string Worker = "worker";
    public const string Gateway = "gateway";

    /// <summary>Serves until SIGTERM, or until its standard input closes, so that nothing is left when this program is killed.</summary>
    /// <param name="arguments">Role, port, then of a worker its unit and the milliseconds of a step, of a gateway its settings as NAME=VALUE.</param>
    public static async Task ServeAsync(string[] arguments)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{arguments[1]}");
        await using var app = arguments[0] == Worker ? BuildWorker(builder, arguments[2], int.Parse(arguments[3], CultureInfo.InvariantCulture)) : BuildGateway(builder, arguments[2..]);
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        _ = Task.Run(async () =>
        {
            while (await Console.In.ReadLineAsync() is not null)
            {
            }

            Environment.Exit(0);
        });
        await app.WaitForShutdownAsync();
    }

    private static WebApplication BuildWorker(WebApplicationBuilder builder, string unit, int step)
    {
        var pipeline = new PacedPipeline(TimeSpan.FromMilliseconds(step));
        builder.Configuration.AddInMemoryCollection([new("Worker:Unit", unit)]);
        builder.AddModelWorker(new WorkerUnit(Parse(sleeps: false).Unit(unit)!, Emulated: true));
        builder.Services.AddSingleton<IPipelineFactory>(pipeline);
        var app = builder.Build();
        app.MapModelWorker();
        app.MapGet("/pictures/{seed}", (long seed) => pipeline.Of(seed) is { } picture ? Results.Ok(picture) : Results.NotFound());
        return app;
    }

    private static WebApplication BuildGateway(WebApplicationBuilder builder, string[] settings)
    {
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => setting.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1])));
        builder.Services.AddSingleton(Parse(builder.Configuration.GetValue<bool>("sleeps")));
        builder.AddServiceDefaults();
        builder.AddGateway();
        var app = builder.Build();
        app.UseGateway();
        app.MapDefaultEndpoints();
        app.MapGateway();
        return app;
    }

    private static FleetDefinition Parse(bool sleeps) => FleetDefinition.Parse(Encoding.UTF8.GetBytes($$"""
        {
          "models": { "flux": { "architecture": "flux", "path": "models/tiny-flux", "sizes": ["64x32", "512x512"], "steps": 10 } },
          "units": {
            "one": { "model": "flux", "accelerator": "l4", "instance": "g6.xlarge", "devices": 1, "replicas": { "min": {{(sleeps ? 0 : 1)}} },
              "capacity": { "64x32": { "latencySeconds": 0.1, "perMinute": 600 } } },
            "two": { "model": "flux", "accelerator": "l4", "instance": "g6.xlarge", "devices": 1, "replicas": { "min": {{(sleeps ? 0 : 1)}} },
              "capacity": { "64x32": { "latencySeconds": 0.1, "perMinute": 600 } } }
          }
        }
        """));
}

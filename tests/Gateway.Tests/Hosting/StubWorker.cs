using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Hosting;

/// <summary>A worker on a loopback port that answers as a test tells it.</summary>
internal sealed class StubWorker : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _served;

    private StubWorker(WebApplication app) => _app = app;

    public string Address { get; private set; } = "";

    /// <summary>What <c>/readiness</c> answers.</summary>
    public int Readiness { get; set; } = 200;

    /// <summary>What it says beside, as JSON.</summary>
    public string? Report { get; set; }

    /// <summary>Its body.</summary>
    public string ReadinessBody { get; set; } = "";

    /// <summary>What <c>/v1/models</c> answers.</summary>
    public string Models { get; set; } = """{"data":[{"id":"any","emulated":true}]}""";

    /// <summary>The trace that it was last asked for its models in.</summary>
    public string? ProbeTrace { get; private set; }

    /// <summary>What inference routes answer.</summary>
    public RequestDelegate Answer { get; set; } = context => context.Response.WriteAsync("ok");

    /// <summary>Inference requests that arrived.</summary>
    public int Served => Volatile.Read(ref _served);

    public static async Task<StubWorker> StartAsync(string address = "http://127.0.0.1:0", HttpProtocols protocols = HttpProtocols.Http1)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        // What a test leaves open is cut, not waited for.
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = protocols));
        var app = builder.Build();
        var worker = new StubWorker(app);
        app.MapGet("/readiness", context =>
        {
            context.Response.StatusCode = worker.Readiness;
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(worker.Report ?? worker.ReadinessBody);
        });
        app.MapGet("/v1/models", context =>
        {
            worker.ProbeTrace = context.Request.Headers.TraceParent;
            return context.Response.WriteAsync(worker.Models);
        });
        app.MapFallback("{*path}", context =>
        {
            Interlocked.Increment(ref worker._served);
            return worker.Answer(context);
        });
        await app.StartAsync();
        worker.Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return worker;
    }

    /// <summary>Ends it as a killed process ends: connections are cut and the port is free.</summary>
    public async Task KillAsync() => await _app.StopAsync();

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    public static RequestDelegate Status(HttpStatusCode status) => context =>
    {
        context.Response.StatusCode = (int)status;
        return context.Response.WriteAsync("turned away");
    };
}

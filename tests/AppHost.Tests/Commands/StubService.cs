using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AppHost.Tests.Commands;

/// <summary>Stands for a service that is managed over HTTP: remembers what was put.</summary>
internal sealed class StubService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StubService(WebApplication app) => _app = app;

    /// <summary>Path and body, in order.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    public int Status { get; set; } = StatusCodes.Status200OK;

    public int Port => new Uri(_app.Urls.Single()).Port;

    public static async Task<StubService> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var service = new StubService(builder.Build());
        service._app.MapPut("/{**path}", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            service.Calls.Enqueue($"{request.Path} {await reader.ReadToEndAsync()}");
            return service.Status == StatusCodes.Status200OK
                ? Results.Ok()
                : Results.Json(new { error = new { message = "This plugin has no faults." } }, statusCode: service.Status);
        });
        await service._app.StartAsync();
        return service;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

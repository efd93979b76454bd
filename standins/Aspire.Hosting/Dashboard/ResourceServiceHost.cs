using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

/// <summary>Listens for the dashboard: HTTP/2 without TLS on the loopback, a key with every call.</summary>
internal sealed class ResourceServiceHost(DashboardAddresses addresses, ResourceService service, ILoggerFactory loggers) : IAsyncDisposable
{
    private const string KeyHeader = "x-resource-service-api-key";
    private const string Paths = "/aspire.v1.DashboardService/";

    private WebApplication? _app;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(loggers);
        // The AppHost's lifetime answers Ctrl+C; this one ends with it.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listener => listener.Protocols = HttpProtocols.Http2));
        _app = builder.Build();
        // Said here, it goes before ASPNETCORE_URLS, which is the dashboard's address.
        _app.Urls.Add($"http://127.0.0.1:{addresses.ResourceService!.Port}");
        _app.Use(CheckKeyAsync);
        Map(_app);
        await _app.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Map(WebApplication app)
    {
        app.MapPost(Paths + "GetApplicationInformation", service.DescribeApplicationAsync);
        app.MapPost(Paths + "WatchResources", service.WatchResourcesAsync);
        app.MapPost(Paths + "WatchResourceConsoleLogs", service.WatchLogsAsync);
        app.MapPost(Paths + "ExecuteResourceCommand", service.ExecuteAsync);
        // Answering "unimplemented" here would leave the dashboard at "lost connection".
        app.MapPost(Paths + "WatchInteractions", Grpc.SilenceAsync);
        app.MapFallback(http => Grpc.FailAsync(http, Grpc.Unimplemented, http.Request.Path));
    }

    private Task CheckKeyAsync(HttpContext http, RequestDelegate next)
    {
        var given = Encoding.UTF8.GetBytes(http.Request.Headers[KeyHeader].ToString());
        return CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(addresses.ResourceServiceApiKey))
            ? next(http)
            : Grpc.FailAsync(http, Grpc.Unauthenticated, "The key is wrong or missing.");
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

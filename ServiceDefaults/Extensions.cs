using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Health;
using ServiceDefaults.Resilience;
using ServiceDefaults.Telemetry;

namespace Microsoft.Extensions.Hosting;

/// <summary>What every service of the solution does alike: telemetry, health, service discovery, resilience.</summary>
public static class Extensions
{
    /// <summary>
    /// Adds logs, metrics and traces (sent by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set), health checks,
    /// and HTTP clients that find services by name, repeat safe requests that failed on the way, and reach the loopback
    /// without the environment's proxy.
    /// </summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        LoopbackBypass.Install();
        builder.AddTelemetry();
        builder.Services.AddLiveness();
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            // The handler added first is the outer one: every attempt resolves the service anew.
            http.AddSafeRetry();
            http.AddServiceDiscovery();
        });
        return builder;
    }

    /// <summary>
    /// Maps <c>/health</c> (the process is alive), <c>/readiness</c> (every check tagged "ready" passes) and, with
    /// <c>Metrics:Prometheus=true</c>, <c>/metrics</c>. All are anonymous.
    /// </summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapHealth();
        app.MapPrometheus();
        return app;
    }
}

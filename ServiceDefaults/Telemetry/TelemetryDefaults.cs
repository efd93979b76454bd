using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ServiceDefaults.Telemetry;

/// <summary>Which sources and meters are followed, and where they go.</summary>
internal static class TelemetryDefaults
{
    private const string OwnNames = "Inference.*";

    /// <summary>What the runtime measures by itself since .NET 8: no instrumentation package is needed.</summary>
    private static readonly string[] PlatformMeters =
    [
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime",
    ];

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var exports = !string.IsNullOrWhiteSpace(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        if (exports || PrometheusEndpoint.IsOn(configuration))
        {
            builder.Services.AddOpenTelemetry()
                .WithMetrics(metrics => metrics.AddMeter([OwnNames, .. PlatformMeters]).AddPrometheusReader(configuration));
        }

        // Spans and records that go nowhere would still be made for every request.
        if (exports) builder.AddExports();
    }

    private static void AddExports(this IHostApplicationBuilder builder)
    {
        // ASP.NET Core 10 leaves its server spans without method, route and status unless asked.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);

        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource(OwnNames, builder.Environment.ApplicationName, "Microsoft.AspNetCore", "System.Net.Http"))
            .UseOtlpExporter();
        builder.Services.AddTransient<IStartupFilter, RequestSpans>();
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using ServiceDefaults.Routing;

namespace ServiceDefaults.Telemetry;

/// <summary>The meters as Prometheus text on <c>/metrics</c>, when <c>Metrics:Prometheus</c> says so.</summary>
internal static class PrometheusEndpoint
{
    private const string Path = "/metrics";

    private const string Switch = "Metrics:Prometheus";

    public static bool IsOn(IConfiguration configuration) => configuration.GetValue<bool>(Switch);

    public static MeterProviderBuilder AddPrometheusReader(this MeterProviderBuilder metrics, IConfiguration configuration)
    {
        if (!IsOn(configuration))
            return metrics;
        metrics.ConfigureServices(services => services.AddSingleton<PrometheusReader>());
        return ((IDeferredMeterProviderBuilder)metrics).Configure(
            (services, builder) => builder.AddReader(services.GetRequiredService<PrometheusReader>()));
    }

    public static void MapPrometheus(this WebApplication app)
    {
        if (app.Services.GetService<PrometheusReader>() is not { } reader)
            return;
        app.MapRead(Path, () => TypedResults.Text(reader.Scrape(), "text/plain; version=0.0.4")).AllowAnonymous().WithoutTraces();
    }
}

using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Sends telemetry to the dashboard.</summary>
public static class OtlpConfigurationExtensions
{
    /// <summary>Tells the resource where the dashboard takes telemetry and under which name to send it; where it is published, that place does.</summary>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEnvironment => builder.WithAnnotation(new OtlpExporterAnnotation()).WithEnvironment(context =>
    {
        context.EnvironmentVariables["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory";
        if (context.ExecutionContext.IsPublishMode)
            return;
        var services = context.ExecutionContext.ServiceProvider;
        if (services.GetRequiredService<DashboardAddresses>() is not { OtlpEndpoint: { } endpoint, OtlpApiKey: var key })
            return;

        var variables = context.EnvironmentVariables;
        variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint.ToString();
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc";
        variables["OTEL_EXPORTER_OTLP_HEADERS"] = new SecretText($"x-otlp-api-key={key}");
        variables["OTEL_SERVICE_NAME"] = context.Resource.Name;
        if (context.Resource.TryGetLastAnnotation<InstanceAnnotation>(out var instance))
            variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={instance.Suffix}";
        if (!services.GetRequiredService<IHostEnvironment>().IsDevelopment())
            return;

        // A developer looks at once and at everything.
        foreach (var delay in new[] { "OTEL_BLRP_SCHEDULE_DELAY", "OTEL_BSP_SCHEDULE_DELAY", "OTEL_METRIC_EXPORT_INTERVAL" })
            variables[delay] = "1000";
        variables["OTEL_TRACES_SAMPLER"] = "always_on";
        variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
    });
}

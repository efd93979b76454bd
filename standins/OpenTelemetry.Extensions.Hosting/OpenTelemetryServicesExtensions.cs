using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds OpenTelemetry to a host's services.</summary>
public static class OpenTelemetryServicesExtensions
{
    /// <summary>Adds the OpenTelemetry SDK, whose providers start and stop with the host. May be called repeatedly.</summary>
    public static OpenTelemetryBuilder AddOpenTelemetry(this IServiceCollection services)
    {
        if (!services.Any(service => service.ImplementationType == typeof(TelemetryHostedService)))
        {
            // First of all, so that the other hosted services' telemetry is seen from their start to their end.
            services.Insert(0, ServiceDescriptor.Singleton<IHostedService, TelemetryHostedService>());
        }

        return new OpenTelemetryBuilder(services);
    }
}

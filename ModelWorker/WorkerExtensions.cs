using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ModelWorker.CompatibleRoutes;
using ModelWorker.Devices;
using ModelWorker.Errors;
using ModelWorker.GrpcHealth;
using ModelWorker.Images;
using ModelWorker.Models;
using ModelWorker.Pipelines;
using ModelWorker.Queue;
using ModelWorker.Readiness;
using ModelWorker.Telemetry;

namespace ModelWorker;

/// <summary>The parts of a worker, and its routes.</summary>
internal static class WorkerExtensions
{
    /// <summary>Everything but the device: an <see cref="IPipelineFactory"/> must be added too.</summary>
    public static WebApplicationBuilder AddModelWorker(this WebApplicationBuilder builder, WorkerUnit unit)
    {
        builder.AddServiceDefaults();
        var services = builder.Services;
        services.AddOptions<WorkerOptions>().BindConfiguration(WorkerOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IConfigureOptions<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>, BodyLimit>();
        services.AddOptions<HostOptions>().Configure<IOptions<WorkerOptions>>((host, worker) => host.ShutdownTimeout = worker.Value.ShutdownTimeout);

        services.AddSingleton(unit);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Random.Shared);
        services.AddSingleton<WorkerState>();
        services.AddSingleton<DeviceHealth>();
        services.AddSingleton<PipelineHolder>();
        services.AddSingleton<WorkerTelemetry>();
        services.AddSingleton(provider => new ImageQueue(provider.GetRequiredService<IOptions<WorkerOptions>>().Value.QueueCapacity, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ImageService>();
        services.AddSingleton<ImageStream>();
        services.AddSingleton<DeviceExecutor>();
        // What was added first is stopped last.
        services.AddSingleton<HealthService>();
        services.AddHostedService(provider => provider.GetRequiredService<HealthService>());
        services.AddHostedService<Drain>();
        services.AddHostedService(provider => provider.GetRequiredService<DeviceExecutor>());
        services.AddHostedService<ModelStartup>();
        services.AddHostedService<DeviceProbe>();
        services.AddHealthChecks().AddCheck<ReadinessCheck>("model", tags: ["ready"]);
        return builder;
    }

    /// <summary>The device, and the pipelines that run on it.</summary>
    public static WebApplicationBuilder AddDevices(this WebApplicationBuilder builder, WorkerDevices devices)
    {
        // Made first and so disposed last, when the pipeline has let go of its buffers.
        builder.Services.AddSingleton(_ => devices);
        builder.Services.AddSingleton<DeviceMetrics>();
        builder.Services.AddSingleton<DeviceFaults>();
        builder.Services.AddSingleton<ArtifactWait>();
        builder.Services.AddSingleton<ModelFetch>();
        builder.Services.AddSingleton<LaterSizes>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<LaterSizes>());
        builder.Services.AddSingleton<IPipelineFactory, UnitPipelineFactory>();
        return builder;
    }

    public static void MapModelWorker(this WebApplication app)
    {
        // Meters exist once somebody made them.
        app.Services.GetService<DeviceMetrics>();
        app.UseHealthPort();
        app.UseErrorResponses();
        app.MapDefaultEndpoints();
        app.MapModels();
        app.MapFaults();
        var pictures = app.MapGroup("").AddEndpointFilter(WhenReadyAsync);
        pictures.MapImages();
        pictures.MapGenerate();
        pictures.MapGenImage();
        pictures.MapImagine();
        pictures.MapBenchmarks();
    }

    /// <summary>A worker that is not ready says so before it looks at a request: what is wrong with that, the next one may see otherwise.</summary>
    private static ValueTask<object?> WhenReadyAsync(EndpointFilterInvocationContext request, EndpointFilterDelegate next)
    {
        request.HttpContext.RequestServices.GetRequiredService<ImageService>().ThrowUnlessReady();
        return next(request);
    }

    private sealed class BodyLimit(IOptions<WorkerOptions> options) : IConfigureOptions<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>
    {
        public void Configure(Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions kestrel)
        {
            kestrel.Limits.MaxRequestBodySize = options.Value.MaxRequestBytes;
            kestrel.AddServerHeader = false;
        }
    }
}

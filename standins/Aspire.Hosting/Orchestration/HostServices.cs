using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Backchannel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Images;
using Aspire.Hosting.Pipelines;
using Aspire.Hosting.Processes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>The services of an application's host.</summary>
internal static class HostServices
{
    /// <summary>Long enough for a service that drains for two minutes before its own host ends.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(150);

    /// <summary>The generic host's own setting (<c>DOTNET_shutdownTimeoutSeconds</c>), which goes before ours.</summary>
    private const string ShutdownTimeoutKey = "shutdownTimeoutSeconds";

    public static void Add(HostApplicationBuilder host, DistributedApplicationBuilder application, DistributedApplicationOptions options)
    {
        host.Logging
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);

        var services = host.Services;
        if (host.Configuration[ShutdownTimeoutKey] is null)
            services.Configure<HostOptions>(settings => settings.ShutdownTimeout = ShutdownTimeout);
        // Without a dashboard nobody could see that something waits for ever, or start what it waits for.
        services.Configure<ResourceNotificationServiceOptions>(settings => settings.DefaultWaitBehavior =
            options.DisableDashboard ? WaitBehavior.StopOnResourceUnavailable : WaitBehavior.WaitOnResourceUnavailable);
        services.TryAddSingleton(TimeProvider.System);
        services.AddHealthChecks();
        services.AddSingleton(options);
        services.AddSingleton(application.ExecutionContext);
        services.AddSingleton(application.Eventing);
        services.AddSingleton(new AppHostProject(application.AppHostAssembly, application.AppHostDirectory));
        services.AddSingleton(new DistributedApplicationModel(application.Resources));
        services.AddSingleton(provider => new ResourceLoggerService { Time = provider.GetRequiredService<TimeProvider>() });
        services.AddSingleton<ResourceNotificationService>();
        services.AddSingleton(provider => new ResourceCommandService(
            provider.GetRequiredService<ResourceNotificationService>(), provider.GetRequiredService<ResourceLoggerService>(), provider));
        services.AddSingleton<DashboardAddresses>();
        AddPipeline(host, application);

        // Stopped in reverse: who answers the Aspire CLI goes last.
        services.AddHostedService<ParentWatch>();
        if (!application.IsUnderTest)
            AddBackchannels(services, application.ExecutionContext);
        if (application.ExecutionContext.IsPublishMode)
            AddPublishing(host);
        else
            AddRunning(services);
    }

    private static void AddBackchannels(IServiceCollection services, DistributedApplicationExecutionContext execution)
    {
        services.AddSingleton<DashboardLinks>();
        BackchannelServices.AddMain(services);
        if (execution.IsRunMode)
            BackchannelServices.AddAuxiliary(services);
    }

    private static void AddRunning(IServiceCollection services)
    {
        services.AddSingleton<ProcessGuard>();
        services.AddSingleton<StopPatience>();
        services.AddSingleton<ResourceService>();
        services.AddSingleton<ResourceServiceHost>();
        services.AddSingleton<ResourceRunners>();
        services.AddSingleton<LaunchPlanner>();

        // Stopped in reverse: the resources first, the dashboard that shows them last.
        services.AddHostedService<SecondInterrupt>();
        services.AddHostedService<DashboardHost>();
        services.AddHostedService<ConsoleForwarder>();
        services.AddHostedService<HealthMonitor>();
        services.AddHostedService<ApplicationOrchestrator>();
    }

    private static void AddPublishing(HostApplicationBuilder host)
    {
        host.Logging.AddSimpleConsole(console => console.SingleLine = true);
        if (Enum.TryParse<LogLevel>(host.Configuration["Pipeline:LogLevel"], ignoreCase: true, out var least))
            host.Logging.AddFilter(PipelineActivityReporter.Category, least);
        host.Services.AddSingleton<PipelineRunner>();
        host.Services.AddHostedService(provider => provider.GetRequiredService<PipelineRunner>());
    }

    private static void AddPipeline(HostApplicationBuilder host, DistributedApplicationBuilder application)
    {
        var services = host.Services;
        services.Configure<PipelineOptions>(host.Configuration.GetSection("Pipeline"));
        services.AddSingleton(application.Pipeline);
        services.AddSingleton((DistributedApplicationPipeline)application.Pipeline);
        services.AddSingleton<CliSession>();
        services.AddSingleton<PipelinePreparation>();
        services.AddSingleton<PipelineActivityReporter>();
        if (application.ExecutionContext.IsPublishMode)
            services.AddSingleton<IPipelineActivityReporter>(provider => provider.GetRequiredService<PipelineActivityReporter>());
        else
            services.AddSingleton<IPipelineActivityReporter, NullPublishingActivityReporter>();
        services.AddSingleton<IPipelineOutputService, PipelineOutputService>();
        services.AddSingleton<ImageNames>();
    }
}

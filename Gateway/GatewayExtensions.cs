using Fleet;
using Gateway.Access;
using Gateway.Admission;
using Gateway.Affinity;
using Gateway.Capacity;
using Gateway.Cluster;
using Gateway.Costs;
using Gateway.Decisions;
using Gateway.Draining;
using Gateway.Errors;
using Gateway.Forwarding;
using Gateway.Hedging;
using Gateway.Management;
using Gateway.Models;
using Gateway.Peers;
using Gateway.Planning;
using Gateway.Reload;
using Gateway.Routing;
using Gateway.Telemetry;
using Gateway.Units;
using Gateway.Waking;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ServiceDefaults.Cluster;
using ServiceDefaults.Errors;

namespace Gateway;

/// <summary>The gateway as services and endpoints, for its program and its tests.</summary>
internal static class GatewayExtensions
{
    /// <summary>Adds everything; the fleet is the one at <c>Fleet:Path</c> unless one is registered already.</summary>
    /// <exception cref="FleetException">The fleet file cannot be used.</exception>
    /// <exception cref="SettingsException">A setting of the gateway cannot be used.</exception>
    public static void AddGateway(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(new SettingsSources(builder.Configuration));
        var settings = new LiveSettings(LiveSettings.Read(builder.Configuration));
        services.AddSingleton(settings);
        services.AddSingleton<IOptions<GatewayOptions>>(settings);
        if (services.All(service => service.ServiceType != typeof(FleetDefinition)))
        {
            var file = FleetPaths.Fleet(builder.Configuration["Fleet:Path"]);
            services.AddSingleton(FleetDefinition.Load(file, headsIn: CheckpointHeads.In));
            services.AddSingleton(new FleetFile(file));
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Random.Shared);
        services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true);
        services.AddHttpForwarder();
        services.AddSingleton<IWeightPolicy, CostWeights>();
        services.AddSingleton<IWeightPolicy, CapacityWeights>();
        services.AddSingleton<IWeightPolicy, StaticWeights>();
        services.AddSingleton<IWeightPolicy, CheapestWeights>();
        services.AddSingleton<WeightPolicies>();
        services.AddSingleton<MeasuredFigures>();
        services.AddHostedService<WeightRefresh>();
        services.AddSingleton<DecisionLog>();
        services.TryAddSingleton(new FleetFile(null));
        services.AddSingleton<UnitFactory>();
        services.AddSingleton(CreateFleet);
        services.AddSingleton<FleetReload>();
        services.AddSingleton<SettingsReload>();
        services.AddHostedService<ReloadWatch>();
        services.AddSingleton<RouteTable>();
        services.AddSingleton<ReplicaPlanner>();
        services.AddSingleton<CostMeter>();
        services.AddSingleton<BudgetAlarm>();
        services.AddSingleton<CostViewer>();
        services.AddHostedService<CostWatch>();
        services.AddSingleton<RouteResolver>();
        services.AddSingleton<Accounts>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<KeysReload>();
        services.AddHostedService(given => given.GetRequiredService<KeysReload>());
        services.AddSingleton<Caller>();
        services.AddSingleton<SpendFile>();
        services.AddHostedService(given => given.GetRequiredService<SpendFile>());
        services.AddSingleton<AdmissionQueue>();
        services.AddSingleton<AdmissionMeters>();
        services.AddSingleton<AdmissionControl>();
        services.AddSingleton<WorkerClient>();
        services.AddSingleton<BodyMemory>();
        services.AddSingleton<WaitingRoom>();
        services.AddSingleton<HedgeBudget>();
        services.AddSingleton<GatewayDrain>();
        services.AddHostedService(provider => provider.GetRequiredService<GatewayDrain>());
        services.AddSingleton<SessionAffinity>();
        services.AddSingleton<InferenceForwarder>();
        services.AddSingleton<GatewayTelemetry>();
        services.AddHostedService<FleetMeters>();
        services.AddSingleton<FleetViewer>();
        services.AddSingleton<DeviceFaults>();
        services.AddSingleton<SharedChoices>();
        services.AddSingleton<PeerLoads>();
        services.AddSingleton<PeerWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<PeerWatch>());
        services.AddSingleton<CapacityControl>();
        services.AddHostedService<FleetDecisions>();
        services.AddHostedService<CapacityWatch>();
        services.TryAddSingleton(new ClusterSource(ClusterAccess.OfPod));
        services.AddSingleton<PoolShortage>();
        services.AddSingleton<NodeClaimObserver>();
        services.AddSingleton<EventObserver>();
        services.AddSingleton<PodObserver>();
        services.AddHostedService<ClusterWatch>();
        services.AddHostedService<ReadinessProbes>();
        services.AddHealthChecks().AddCheck<FleetReadiness>("fleet", tags: ["ready"]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // The reader has the only say about the size of bodies, in the shape that clients expect.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.RequestHeaderEncodingSelector = _ => UnreadableHeaders.Marking;
        });
    }

    /// <summary>Turns what nobody handled into an error that clients can read and that tells nothing about the inside.</summary>
    public static void UseGateway(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value.PathBase is { Length: > 0 } pathBase) app.UsePathBase(pathBase);
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => context.Features.Get<IExceptionHandlerFeature>()?.Error is BadHttpRequestException { StatusCode: var status } exception
                ? new ApiError(status, "invalid_request", exception.Message).WriteAsync(context)
                : GatewayErrors.Internal.WriteAsync(context),
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException or OperationCanceledException,
        });
        // After the path has lost its base, or no route would be found.
        app.UseRouting();
        app.Use(UnreadableHeaders.AnswerAsync);
        app.Use(Unrouted.AnswerAsync);
    }

    /// <summary>Maps inference, models and management. <c>/health</c> and <c>/readiness</c> are the service defaults'.</summary>
    /// <exception cref="SettingsException">There is no mode of the name in the settings.</exception>
    public static void MapGateway(this WebApplication app)
    {
        app.MapInference();
        app.MapModels();
        app.MapFleet();
    }

    private static LiveFleet CreateFleet(IServiceProvider services)
    {
        var definition = services.GetRequiredService<FleetDefinition>();
        var options = services.GetRequiredService<IOptions<GatewayOptions>>().Value;
        var units = services.GetRequiredService<UnitFactory>();
        var modes = services.GetRequiredService<WeightPolicies>();
        var mode = modes.Find(options.Mode)
            ?? throw GatewaySettings.Wrong(nameof(options.Mode), options.Mode, string.Join(" or ", modes.Names));
        return new LiveFleet(definition, [.. definition.Units.Select(units.Create)], mode);
    }
}

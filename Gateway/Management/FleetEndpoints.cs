using Gateway.Access;
using Gateway.Errors;
using Gateway.Routing;
using Gateway.Units;
using ServiceDefaults.Errors;
using ServiceDefaults.Routing;
using ServiceDefaults.Telemetry;

namespace Gateway.Management;

/// <summary>Shows the fleet, and changes its mode and its units by hand.</summary>
internal static partial class FleetEndpoints
{
    private const string Drained = "drained";

    private static readonly string[] States = ["active", Drained];

    public static void MapFleet(this IEndpointRouteBuilder app)
    {
        var fleet = app.MapGroup("/fleet").AddEndpointFilter(ManagersOnlyAsync);
        fleet.MapRead("", (FleetViewer viewer) => TypedResults.Ok(viewer.Fleet())).WithoutTraces();
        fleet.MapRead("/units/{unit}/load", Load).WithoutTraces();
        fleet.MapPut("/mode", SetMode);
        fleet.MapPut("/units/{unit}", SetUnit);
    }

    private static IResult Load(string unit, LiveFleet fleet, FleetViewer viewer) => fleet.Unit(unit) is { } live
        ? TypedResults.Ok(viewer.Load(live))
        : new ErrorResult(UnknownUnit(unit, fleet));

    private static async Task<IResult> SetMode(HttpRequest request, LiveFleet fleet, WeightPolicies modes, FleetViewer viewer, ILogger<FleetViewer> logger)
    {
        var (name, error) = await ChangeReader.ReadAsync(request, "mode", modes.Names).ConfigureAwait(false);
        if (error is not null) return new ErrorResult(error);
        var mode = modes.Find(name)!;
        fleet.Mode = mode;
        Log.ModeSet(logger, mode.Name);
        return TypedResults.Ok(viewer.Fleet());
    }

    private static async Task<IResult> SetUnit(string unit, HttpRequest request, LiveFleet fleet, FleetViewer viewer, ILogger<FleetViewer> logger)
    {
        if (fleet.Unit(unit) is not { } live) return new ErrorResult(UnknownUnit(unit, fleet));
        var (state, error) = await ChangeReader.ReadAsync(request, "state", States).ConfigureAwait(false);
        if (error is not null) return new ErrorResult(error);
        live.Drained = state == Drained;
        Log.UnitSet(logger, unit, state);
        return TypedResults.Ok(viewer.Fleet());
    }

    private static ApiError UnknownUnit(string unit, LiveFleet fleet) =>
        GatewayErrors.UnknownUnit(unit, fleet.Units.Select(known => known.Name)) with { Status = StatusCodes.Status404NotFound, Param = "unit" };

    private static ValueTask<object?> ManagersOnlyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.RequestServices.GetRequiredService<Caller>().MayManage(context.HttpContext)
            ? next(context)
            : ValueTask.FromResult<object?>(new ErrorResult(GatewayErrors.Unauthorized));

    private sealed class ErrorResult(ApiError error) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => error.WriteAsync(httpContext);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Weights are now computed by {Mode}.")]
        public static partial void ModeSet(ILogger logger, string mode);

        [LoggerMessage(2, LogLevel.Information, "Unit {Unit} was set {State} by hand.")]
        public static partial void UnitSet(ILogger logger, string unit, string state);
    }
}

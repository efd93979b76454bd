using Gateway.Access;
using Gateway.Errors;
using Gateway.Routing;
using Gateway.Units;
using ServiceDefaults.Errors;

namespace Gateway.Management;

/// <summary>Shows the fleet, and changes its mode and its units by hand.</summary>
internal static partial class FleetEndpoints
{
    public static void MapFleet(this IEndpointRouteBuilder app)
    {
        var fleet = app.MapGroup("/fleet").AddEndpointFilter(ManagersOnlyAsync);
        fleet.MapGet("", (FleetViewer viewer) => TypedResults.Ok(viewer.Fleet()));
        fleet.MapGet("/units/{unit}/load", Load);
        fleet.MapPut("/mode", SetMode);
        fleet.MapPut("/units/{unit}", SetUnit);
    }

    private static IResult Load(string unit, LiveFleet fleet, FleetViewer viewer) => fleet.Unit(unit) is { } live
        ? TypedResults.Ok(viewer.Load(live))
        : new ErrorResult(UnknownUnit(unit, fleet));

    private static IResult SetMode(ModeChange change, LiveFleet fleet, WeightPolicies modes, FleetViewer viewer, ILogger<FleetViewer> logger)
    {
        if (modes.Find(change.Mode) is not { } mode) return new ErrorResult(GatewayErrors.InvalidValue("mode", string.Join(" or ", modes.Names)));
        fleet.Mode = mode;
        Log.ModeSet(logger, mode.Name);
        return TypedResults.Ok(viewer.Fleet());
    }

    private static IResult SetUnit(string unit, UnitChange change, LiveFleet fleet, FleetViewer viewer, ILogger<FleetViewer> logger)
    {
        if (fleet.Unit(unit) is not { } live) return new ErrorResult(UnknownUnit(unit, fleet));
        if (change.State is not ("active" or "drained")) return new ErrorResult(GatewayErrors.InvalidValue("state", "active or drained"));
        live.Drained = change.State == "drained";
        Log.UnitSet(logger, unit, change.State);
        return TypedResults.Ok(viewer.Fleet());
    }

    private static ApiError UnknownUnit(string unit, LiveFleet fleet) =>
        GatewayErrors.UnknownUnit(unit, fleet.Units.Select(known => known.Name)) with { Status = StatusCodes.Status404NotFound, Param = "unit" };

    private static ValueTask<object?> ManagersOnlyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.RequestServices.GetRequiredService<Caller>().MayManage(context.HttpContext)
            ? next(context)
            : ValueTask.FromResult<object?>(new ErrorResult(GatewayErrors.Unauthorized));

    private sealed record ModeChange(string? Mode);

    private sealed record UnitChange(string? State);

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

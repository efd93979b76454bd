using Gateway.Access;
using Gateway.Capacity;
using Gateway.Decisions;
using Gateway.Errors;
using Gateway.Routing;
using Gateway.Units;
using ServiceDefaults.Errors;

namespace Gateway.Management;

/// <summary>Shows the fleet, and changes its mode and its units by hand.</summary>
internal static class FleetEndpoints
{
    public static void MapFleet(this IEndpointRouteBuilder app)
    {
        var fleet = app.MapGroup("/fleet").AddEndpointFilter(ManagersOnlyAsync);
        fleet.MapGet("", (FleetViewer viewer) => TypedResults.Ok(viewer.Fleet()));
        fleet.MapGet("/units/{unit}/load", Load);
        fleet.MapDecisions();
        fleet.MapPost("/capacity", SetCapacity);
        fleet.MapPut("/mode", SetMode);
        fleet.MapPut("/units/{unit}", SetUnit);
    }

    private static IResult Load(string unit, LiveFleet fleet, FleetViewer viewer) => fleet.Unit(unit) is { } live
        ? TypedResults.Ok(viewer.LoadForScaler(live))
        : new ErrorResult(UnknownUnit(unit, fleet));

    private static IResult SetMode(ModeChange change, WeightPolicies modes, FleetViewer viewer, CapacityControl capacity)
    {
        if (modes.Find(change.Mode) is not { } mode) return new ErrorResult(GatewayErrors.InvalidValue("mode", string.Join(" or ", modes.Names)));
        capacity.Choose(mode, "it was set by hand");
        return TypedResults.Ok(viewer.Fleet());
    }

    private static IResult SetCapacity(CapacityChange change, LiveFleet fleet, FleetViewer viewer, CapacityControl capacity)
    {
        if (fleet.Unit(change.Unit ?? "") is not { } unit) return new ErrorResult(UnknownUnit(change.Unit ?? "", fleet));
        if (change.Available is not { } available) return new ErrorResult(GatewayErrors.InvalidValue("available", "true or false"));
        var reason = string.IsNullOrWhiteSpace(change.Reason) ? "it was reported by hand" : change.Reason.Trim();
        if (available)
            capacity.Available(unit, source: null, reason);
        else
            capacity.Short(unit, CapacitySource.Management, reason);
        return TypedResults.Ok(viewer.Fleet());
    }

    private static IResult SetUnit(string unit, UnitChange change, LiveFleet fleet, FleetViewer viewer, DecisionLog decisions)
    {
        if (fleet.Unit(unit) is not { } live) return new ErrorResult(UnknownUnit(unit, fleet));
        if (change.State is not ("active" or "drained")) return new ErrorResult(GatewayErrors.InvalidValue("state", "active or drained"));
        var drained = change.State == "drained";
        if (live.Drained != drained) decisions.Add(new Decision(DecisionKind.Unit, unit, change.State, "it was set by hand"));
        live.Drained = drained;
        return TypedResults.Ok(viewer.Fleet());
    }

    private static ApiError UnknownUnit(string unit, LiveFleet fleet) =>
        GatewayErrors.UnknownUnit(unit, fleet.Units.Select(known => known.Name)) with { Status = StatusCodes.Status404NotFound, Param = "unit" };

    private static ValueTask<object?> ManagersOnlyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.RequestServices.GetRequiredService<Caller>().MayManage(context.HttpContext)
            ? next(context)
            : ValueTask.FromResult<object?>(new ErrorResult(GatewayErrors.Unauthorized));

    private sealed record ModeChange(string? Mode);

    private sealed record CapacityChange(string? Unit, bool? Available, string? Reason);

    private sealed record UnitChange(string? State);

    private sealed class ErrorResult(ApiError error) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => error.WriteAsync(httpContext);
    }
}

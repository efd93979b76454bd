using Gateway.Access;
using Gateway.Admission;
using Gateway.Decisions;
using Gateway.Errors;
using Gateway.Peers;
using Gateway.Routing;
using Gateway.Units;
using Microsoft.Extensions.Options;
using ServiceDefaults.Errors;
using ServiceDefaults.Routing;
using ServiceDefaults.Telemetry;

namespace Gateway.Management;

/// <summary>Shows the fleet, and changes its mode and its units by hand.</summary>
internal static class FleetEndpoints
{
    private const string Drained = "drained";

    private static readonly string[] States = ["active", Drained];

    public static void MapFleet(this IEndpointRouteBuilder app)
    {
        var fleet = app.MapGroup("/fleet").AddEndpointFilter(RefuseStrangersAsync);
        fleet.MapRead("", (HttpContext context, Caller caller, FleetViewer viewer) => TypedResults.Ok(viewer.Fleet() with { MayManage = caller.MayManage(context) })).WithoutTraces();
        fleet.MapRead("/units/{unit}/load", Load).WithoutTraces();
        fleet.MapRead("/replica", (SharedChoices choices, RouteTable routes) => TypedResults.Ok(PeerLoads.Here(choices, routes))).WithoutTraces();
        fleet.MapDecisions();
        fleet.MapPost("/capacity", SetCapacity);
        fleet.MapPut("/mode", SetMode);
        fleet.MapPut("/units/{unit}", SetUnit);
        fleet.MapPut("/units/{unit}/devices", SetDevices);
        // Not behind the look at the fleet: tenants see their own there.
        app.MapKeys();
    }

    private static IResult Load(string unit, LiveFleet fleet, FleetViewer viewer, PeerWatch peers, IOptions<GatewayOptions> options) =>
        fleet.Unit(unit) is not { } live ? new ErrorResult(UnknownUnit(unit, fleet))
        // Its own part alone would let a scaler take replicas away that the others keep busy.
        : !peers.HasJoined ? new ErrorResult(GatewayErrors.NothingReady("This gateway has not asked the other ones yet", options.Value.RetryAfter))
        : TypedResults.Ok(viewer.LoadForScaler(live));

    private static async Task<IResult> SetMode(HttpRequest request, WeightPolicies modes, FleetViewer viewer, SharedChoices choices)
    {
        var (name, error) = await ChangeReader.ReadAsync(request, "mode", modes.Names).ConfigureAwait(false);
        if (error is not null) return new ErrorResult(error);
        choices.Set(modes.Find(name)!, "it was set by hand");
        return TypedResults.Ok(viewer.Fleet());
    }

    private static async Task<IResult> SetCapacity(HttpRequest request, LiveFleet fleet, FleetViewer viewer, SharedChoices choices)
    {
        var (change, error) = await ChangeReader.ReadCapacityAsync(request).ConfigureAwait(false);
        if (error is not null) return new ErrorResult(error);
        if (fleet.Unit(change.Unit) is not { } unit) return new ErrorResult(UnknownUnit(change.Unit, fleet));
        var reason = string.IsNullOrWhiteSpace(change.Reason) ? "it was reported by hand" : change.Reason.Trim();
        choices.SetAvailable(unit, change.Available, reason);
        return TypedResults.Ok(viewer.Fleet());
    }

    private static async Task<IResult> SetUnit(string unit, HttpRequest request, LiveFleet fleet, FleetViewer viewer, SharedChoices choices)
    {
        if (fleet.Unit(unit) is not { } live) return new ErrorResult(UnknownUnit(unit, fleet));
        var (state, error) = await ChangeReader.ReadAsync(request, "state", States).ConfigureAwait(false);
        if (error is not null) return new ErrorResult(error);
        choices.SetDrained(live, state == Drained, "it was set by hand");
        return TypedResults.Ok(viewer.Fleet());
    }

    private static async Task<IResult> SetDevices(string unit, HttpRequest request, LiveFleet fleet, FleetViewer viewer, DeviceFaults devices)
    {
        if (fleet.Unit(unit) is not { } live) return new ErrorResult(UnknownUnit(unit, fleet));
        var (change, error) = await ChangeReader.ReadDeviceAsync(request).ConfigureAwait(false);
        error ??= await devices.SetAsync(live, change, request.HttpContext.RequestAborted).ConfigureAwait(false);
        return error is null ? TypedResults.Ok(viewer.Fleet()) : new ErrorResult(error);
    }

    private static ApiError UnknownUnit(string unit, LiveFleet fleet) =>
        GatewayErrors.UnknownUnit(unit, fleet.Units.Select(known => known.Name)) with { Status = StatusCodes.Status404NotFound, Param = "unit" };

    /// <summary>Some keys look, managers alone change.</summary>
    private static ValueTask<object?> RefuseStrangersAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var caller = http.RequestServices.GetRequiredService<Caller>();
        var looks = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        return (looks ? caller.MayLook(http) : caller.MayManage(http))
            ? next(context)
            : ValueTask.FromResult<object?>(new ErrorResult(GatewayErrors.Unauthorized));
    }

    private sealed class ErrorResult(ApiError error) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => error.WriteAsync(httpContext);
    }
}

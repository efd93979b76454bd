using Gateway.Access;
using Gateway.Errors;
using Gateway.Units;
using ServiceDefaults.Errors;
using ServiceDefaults.Routing;

namespace Gateway.Models;

/// <summary>The models of all units as one OpenAI list.</summary>
internal static class ModelEndpoints
{
    public static void MapModels(this IEndpointRouteBuilder app)
    {
        app.MapRead("/v1/models", (HttpContext context, LiveFleet fleet, Caller caller) =>
            Answer(context, caller, new ModelList("list", [.. fleet.Definition.Models.Select(model => ModelView.Of(model, fleet))])));
        app.MapRead("/v1/models/{name}", (string name, HttpContext context, LiveFleet fleet, Caller caller) =>
            Answer(context, caller, fleet.Definition.Model(name) is { } model ? ModelView.Of(model, fleet) : GatewayErrors.UnknownModel(name, fleet.Definition.Models)));
    }

    private static Task Answer(HttpContext context, Caller caller, object answer) =>
        !caller.MayInfer(context) ? GatewayErrors.Unauthorized.WriteAsync(context)
        : answer is ApiError error ? error.WriteAsync(context)
        : context.Response.WriteAsJsonAsync(answer, answer.GetType(), context.RequestAborted);

    private sealed record ModelList(string Object, IReadOnlyList<ModelView> Data);
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ModelWorker.Errors;

namespace ModelWorker.Models;

/// <summary>OpenAI's model list: <c>GET /v1/models</c>, with what the model runs on.</summary>
internal static class ModelsEndpoint
{
    public static void MapModels(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/models", (WorkerUnit unit) => TypedResults.Json(new ModelList("list", [Model.Of(unit)]), Json.Snake));
        app.MapGet("/v1/models/{name}", JsonHttpResult<Model> (string name, WorkerUnit unit) => name == unit.Model.Name
            ? TypedResults.Json(Model.Of(unit), Json.Snake)
            : throw new ApiException(WorkerErrors.UnknownModel(name, unit.Model.Name)));
    }

    private sealed record ModelList(string Object, IReadOnlyList<Model> Data);

    // Models have no birthday here; clients only ask that "created" is there.
    private sealed record Model(
        string Id, string Object, long Created, string OwnedBy, IReadOnlyList<string> Sizes, string Dtype, string Accelerator, bool Emulated, string Unit,
        int Steps, double Guidance, int TensorParallel)
    {
        public static Model Of(WorkerUnit unit) => new(
            unit.Model.Name, "model", 0, "fleet", [.. unit.Sizes.Select(size => size.ToString())], unit.Definition.Dtype.ToString().ToLowerInvariant(),
            unit.Definition.Accelerator.Name, unit.Emulated, unit.Name, unit.Model.Steps, unit.Model.Guidance, unit.Definition.TensorParallel);
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ModelWorker.Devices;
using ModelWorker.Errors;
using ServiceDefaults.Routing;

namespace ModelWorker.Models;

/// <summary>OpenAI's model list: <c>GET /v1/models</c>, with what the model runs on.</summary>
internal static class ModelsEndpoint
{
    public static void MapModels(this IEndpointRouteBuilder app)
    {
        app.MapRead("/v1/models", (WorkerUnit unit, IServiceProvider services) => TypedResults.Json(new ModelList("list", [Of(unit, services)]), Json.Snake));
        app.MapRead("/v1/models/{name}", JsonHttpResult<Model> (string name, WorkerUnit unit, IServiceProvider services) => name == unit.Model.Name
            ? TypedResults.Json(Of(unit, services), Json.Snake)
            : throw new ApiException(WorkerErrors.UnknownModel(name, unit.Model.Name)));
    }

    private sealed record ModelList(string Object, IReadOnlyList<Model> Data);

    private static Model Of(WorkerUnit unit, IServiceProvider services)
    {
        var client = services.GetService<WorkerDevices>()?.Client;
        return new Model(
            unit.Model.Name, "model", 0, "fleet", [.. unit.Sizes.Select(size => size.ToString())], unit.Definition.Dtype.ToString().ToLowerInvariant(),
            unit.Definition.Accelerator.Name, unit.Emulated, client?.PlatformName, client?.Devices[0].Kind, unit.Name, unit.Model.Steps, unit.Model.Guidance,
            unit.Definition.TensorParallel, unit.Model.Weights);
    }

    // Models have no birthday here; clients only ask that "created" is there.
    /// <param name="Accelerator">What the unit should have.</param>
    /// <param name="Platform">What the plugin is in truth, by its own name: cuda, neuron, cpu, emulated; null until its devices are open.</param>
    /// <param name="DeviceKind">What it calls its devices; null until they are open.</param>
    /// <param name="Weights">Whether they are a checkpoint's or random: then its pictures show nothing.</param>
    private sealed record Model(
        string Id, string Object, long Created, string OwnedBy, IReadOnlyList<string> Sizes, string Dtype, string Accelerator, bool Emulated,
        string? Platform, string? DeviceKind, string Unit, int Steps, double Guidance, int TensorParallel, string Weights);
}

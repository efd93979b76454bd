using Inference.Images;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ModelWorker.Errors;
using ModelWorker.Images;
using ModelWorker.Requests;

namespace ModelWorker.CompatibleRoutes;

/// <summary><c>POST /generate</c> of the Flux servers: <c>{ prompt, num_inference_steps }</c> to <c>{ image, execution_time }</c>.</summary>
internal static class GenerateEndpoint
{
    public static void MapGenerate(this IEndpointRouteBuilder app) => app.MapPost("/generate", GenerateAsync);

    private static async Task<JsonHttpResult<Answer>> GenerateAsync(HttpRequest request, ImageService images, TimeProvider time, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        var fields = await RequestFields.ReadAsync(request, cancellation).ConfigureAwait(false);
        if (fields.Has("max_new_tokens") && !fields.Has("model"))
            throw new ApiException(WorkerErrors.NoTextModel(images.Unit.Model.Name));
        var drawn = await images.DrawAsync(images.Read(fields.Allow(FieldNames.Image)), cancellation).ConfigureAwait(false);
        var png = Convert.ToBase64String(Png.Encode(drawn.Image));
        return TypedResults.Json(new Answer(png, time.GetElapsedTime(start).TotalSeconds), Json.Snake);
    }

    /// <param name="Image">PNG of the asked size, base64.</param>
    /// <param name="ExecutionTime">Seconds from the request to the picture.</param>
    internal sealed record Answer(string Image, double ExecutionTime);
}

using System.Globalization;
using Inference.Images;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ModelWorker.Images;
using ModelWorker.Requests;

namespace ModelWorker.CompatibleRoutes;

/// <summary><c>POST /genimage</c> of the Stable Diffusion servers: <c>{ prompt }</c> to <c>{ prompt, response, latency }</c>.</summary>
internal static class GenImageEndpoint
{
    public static void MapGenImage(this IEndpointRouteBuilder app) => app.MapPost("/genimage", GenerateAsync);

    private static async Task<JsonHttpResult<Answer>> GenerateAsync(HttpRequest request, ImageService images, TimeProvider time, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        var fields = await RequestFields.ReadAsync(request, cancellation).ConfigureAwait(false);
        var parameters = images.Read(fields.Allow(FieldNames.Image));
        var drawn = await images.DrawAsync(parameters, cancellation).ConfigureAwait(false);
        var png = Convert.ToBase64String(Png.Encode(drawn.Image));
        var seconds = time.GetElapsedTime(start).TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Json(new Answer(parameters.Prompt, png, seconds), Json.Snake);
    }

    /// <param name="Prompt">As asked.</param>
    /// <param name="Response">PNG, base64.</param>
    /// <param name="Latency">Seconds, as a text.</param>
    internal sealed record Answer(string Prompt, string Response, string Latency);
}

using Inference.Images;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ModelWorker.Images;
using ModelWorker.Requests;

namespace ModelWorker.CompatibleRoutes;

/// <summary><c>GET /imagine?prompt=…</c> of the Ray servers, <c>/serve/imagine</c> where their ingress adds that, with or without <c>img_size</c>: the picture itself.</summary>
internal static class ImagineEndpoint
{
    public static void MapImagine(this IEndpointRouteBuilder app)
    {
        app.MapGet("/imagine", ImagineAsync);
        app.MapGet("/serve/imagine", ImagineAsync);
    }

    private static async Task<FileContentHttpResult> ImagineAsync(HttpRequest request, ImageService images, CancellationToken cancellation)
    {
        var drawn = await images.DrawAsync(images.Read(RequestFields.OfQuery(request).Allow(FieldNames.Imagine)), cancellation).ConfigureAwait(false);
        return TypedResults.Bytes(Png.Encode(drawn.Image), "image/png");
    }
}

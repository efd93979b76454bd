using Microsoft.AspNetCore.Http.HttpResults;

namespace Frontend.Pictures;

/// <summary><c>GET /pictures/{id}</c>: the newest version of a picture; with <c>download=true</c> as a file to save.</summary>
internal static class PictureEndpoints
{
    public static void MapPictures(this IEndpointRouteBuilder routes) => routes.MapGet("/pictures/{id:guid}", Get);

    private static Results<FileContentHttpResult, NotFound> Get(Guid id, PictureStore store, HttpResponse response, bool download = false)
    {
        if (store.Get(id) is not { } picture)
            return TypedResults.NotFound();
        // The address carries the version, so what was fetched once stays right; but pictures are private to their session.
        response.Headers.CacheControl = "private, max-age=3600";
        return TypedResults.File(picture.Png, "image/png", download ? picture.FileName : null);
    }
}

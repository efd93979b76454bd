using Inference.Images;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using ModelWorker.Errors;
using ModelWorker.Queue;
using ModelWorker.Requests;

namespace ModelWorker.Images;

/// <summary>OpenAI's images: <c>POST /v1/images/generations</c> and, from a picture, <c>POST /v1/images/edits</c>.</summary>
internal static class ImagesEndpoint
{
    private const int MostPartialImages = 3;

    public static void MapImages(this IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/images/generations", GenerateAsync);
        app.MapPost("/v1/images/edits", EditAsync);
    }

    private static async Task<Results<JsonHttpResult<ImagesAnswer>, EmptyHttpResult>> GenerateAsync(
        HttpContext context, ImageService images, ImageStream stream, TimeProvider time, CancellationToken cancellation)
    {
        var fields = await RequestFields.ReadAsync(context.Request, cancellation).ConfigureAwait(false);
        var parameters = images.Read(fields.Allow(FieldNames.OpenAiImage));
        return await AnswerAsync(context, fields, parameters, images, stream, time, cancellation).ConfigureAwait(false);
    }

    private static async Task<Results<JsonHttpResult<ImagesAnswer>, EmptyHttpResult>> EditAsync(
        HttpContext context, ImageService images, ImageStream stream, TimeProvider time, IOptions<WorkerOptions> options, CancellationToken cancellation)
    {
        var form = await EditForm.ReadAsync(context.Request, options.Value.MaxRequestBytes, cancellation).ConfigureAwait(false);
        var fields = RequestFields.OfForm(form).Allow(FieldNames.OpenAiEdit);
        var parameters = images.Read(fields);
        parameters = parameters with { Edited = EditedPicture.Read(fields, form.Files, parameters) };
        return await AnswerAsync(context, fields, parameters, images, stream, time, cancellation).ConfigureAwait(false);
    }

    private static async Task<Results<JsonHttpResult<ImagesAnswer>, EmptyHttpResult>> AnswerAsync(
        HttpContext context, RequestFields fields, ImageParameters parameters, ImageService images, ImageStream stream, TimeProvider time, CancellationToken cancellation)
    {
        fields.Only("response_format", "b64_json");
        fields.Only("background", "auto", "opaque");
        fields.Only("output_format", "png");
        var count = (int)(fields.Whole("n", 1, images.MostImages) ?? 1);
        var partial = (int)(fields.Whole("partial_images", 0, MostPartialImages) ?? 0);
        if (fields.Flag("stream"))
        {
            if (count != 1)
                throw new ApiException(WorkerErrors.WrongValue("n", $"{count}", "1 with 'stream': true"));
            await stream.WriteAsync(context, parameters, partial).ConfigureAwait(false);
            return TypedResults.Empty;
        }

        var jobs = Enumerable.Range(0, count).Select(number => new ImageJob(parameters.Request(number), cancellation)).ToArray();
        var drawn = await images.DrawAsync(parameters, jobs).ConfigureAwait(false);
        return TypedResults.Json(
            new ImagesAnswer(
                time.GetUtcNow().ToUnixTimeSeconds(), parameters.Size.ToString(), "png", images.Unit.Model.Name, parameters.Seed,
                [.. drawn.Select(image => new ImageData(Convert.ToBase64String(Png.Encode(image.Image))))]),
            Json.Snake);
    }

    /// <summary>OpenAI's answer, and the seed with which it can be had again.</summary>
    internal sealed record ImagesAnswer(long Created, string Size, string OutputFormat, string Model, long Seed, IReadOnlyList<ImageData> Data);

    /// <summary>One picture.</summary>
    internal sealed record ImageData([property: System.Text.Json.Serialization.JsonPropertyName("b64_json")] string B64Json);
}

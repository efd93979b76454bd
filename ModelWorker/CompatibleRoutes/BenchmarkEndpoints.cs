using System.Text;
using Inference.Measurement;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ModelWorker.Devices;
using ModelWorker.Errors;
using ModelWorker.Images;
using ModelWorker.Requests;

namespace ModelWorker.CompatibleRoutes;

/// <summary><c>GET /load/{runs}/infer/{steps}</c> and <c>POST /benchmark</c>: so many pictures one after another, and the report of their latencies.</summary>
internal static class BenchmarkEndpoints
{
    private const int MostRuns = 1000;

    public static void MapBenchmarks(this IEndpointRouteBuilder app)
    {
        app.MapGet("/load/{runs}/infer/{steps}", LoadAsync);
        app.MapPost("/benchmark", BenchmarkAsync);
    }

    private static async Task<JsonHttpResult<LoadAnswer>> LoadAsync(
        string runs, string steps, HttpRequest request, ImageService images, IOptions<WorkerOptions> options, CancellationToken cancellation)
    {
        var parameters = images.Read(RequestFields.OfQuery(request).Allow(FieldNames.Load), InPath("steps", steps, options.Value.MaxSteps), SamplePrompt.Text);
        var report = await RunAsync(images, parameters, InPath("runs", runs, MostRuns), cancellation).ConfigureAwait(false);
        return TypedResults.Json(new LoadAnswer($"benchmark report:{report}", images.Unit.Emulated, DeviceOf(images.Unit, request)), Json.Snake);
    }

    private static async Task<JsonHttpResult<BenchmarkAnswer>> BenchmarkAsync(HttpRequest request, ImageService images, CancellationToken cancellation)
    {
        var fields = await RequestFields.ReadAsync(request, cancellation).ConfigureAwait(false);
        if (fields.Has("max_new_tokens") && !fields.Has("model"))
            throw new ApiException(WorkerErrors.NoTextModel(images.Unit.Model.Name));
        var parameters = images.Read(fields.Allow(FieldNames.Benchmark), prompt: fields.Has("prompt") ? null : SamplePrompt.Text);
        var report = await RunAsync(images, parameters, (int)(fields.Whole("n_runs", 1, MostRuns) ?? 10), cancellation).ConfigureAwait(false);
        return TypedResults.Json(
            new BenchmarkAnswer(Convert.ToBase64String(Encoding.UTF8.GetBytes(report.ToString())), images.Unit.Emulated, DeviceOf(images.Unit, request)), Json.Snake);
    }

    private static async Task<LatencyReport> RunAsync(ImageService images, ImageParameters parameters, int runs, CancellationToken cancellation)
    {
        var latencies = new TimeSpan[runs];
        for (var run = 0; run < runs; run++)
        {
            // Once under way it keeps its turn: one place in the queue at a time, even in a full one.
            var drawn = await images.DrawAsync(parameters, cancellation, evenWhenFull: run > 0).ConfigureAwait(false);
            latencies[run] = drawn.DeviceTime;
        }
        var unit = images.Unit;
        return new LatencyReport(
            LatencyReport.ImageRunName(unit.Model.ReportName, runs, parameters.Size.ToString(), unit.Definition.NodePool, parameters.Steps), latencies);
    }

    private static int InPath(string field, string text, int most) =>
        int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : throw new ApiException(WorkerErrors.WrongValue(field, $"'{text}'", $"1 to {most}"));

    /// <summary>What the plugin calls its devices, whatever the unit should have.</summary>
    private static string DeviceOf(WorkerUnit unit, HttpRequest request) =>
        request.HttpContext.RequestServices.GetService<WorkerDevices>()?.Client?.Devices[0].Kind ?? unit.Definition.Accelerator.DeviceKind;

    /// <param name="Message">The report, word for word as the reference servers have it.</param>
    /// <param name="Emulated">Whether the figures are an emulated accelerator's: this machine's, that is, and no hardware's.</param>
    /// <param name="Device">Kind of the devices.</param>
    internal sealed record LoadAnswer(string Message, bool Emulated, string Device);

    /// <param name="Report">The report, base64.</param>
    /// <param name="Emulated">As in <see cref="LoadAnswer"/>.</param>
    /// <param name="Device">As in <see cref="LoadAnswer"/>.</param>
    internal sealed record BenchmarkAnswer(string Report, bool Emulated, string Device);
}

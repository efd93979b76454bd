using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Inference.Pipelines;

/// <summary>Spans and meters of all pipelines: a span for each picture, one in it for each denoising step.</summary>
internal static class PipelineTelemetry
{
    public const string Name = "Inference.Pipeline";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> StepDuration = Meter.CreateHistogram<double>(
        "inference.step.duration", "s", "Time of one denoising step.");

    /// <summary>Begins the span of a picture.</summary>
    public static Activity? StartPicture(ImageRequest request) => Source.StartActivity("generate image")?
        .SetTag("inference.image.size", request.Size)
        .SetTag("inference.image.steps", request.Steps)
        .SetTag("inference.image.seed", request.Seed);

    /// <summary>Records a step that began at a timestamp, and gives its duration.</summary>
    public static TimeSpan RecordStep(long begin, ImageRequest request)
    {
        var duration = Stopwatch.GetElapsedTime(begin);
        StepDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("inference.image.size", request.Size));
        return duration;
    }

    /// <summary>Marks a span as failed.</summary>
    public static void Fail(this Activity? activity, Exception exception) =>
        activity?.SetStatus(ActivityStatusCode.Error, exception.Message).SetTag("error.type", exception.GetType().Name);
}

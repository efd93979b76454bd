using AppHost.Publishing.Chart;

namespace AppHost.Publishing.Values;

/// <summary>Section <c>observability</c>: where telemetry goes.</summary>
internal static class ObservabilityValues
{
    public const string Enabled = "observability.enabled";
    public const string Image = "observability.image";
    public const string Traces = "observability.tracesPercent";
    public const string Retention = "observability.logRetentionDays";

    private const string OwnRegion = "observability.region";

    /// <summary>The region of CloudWatch, as a helm expression.</summary>
    public static string Region => $"{{{{ default {Helm.Path(StoreValues.Region)} {Helm.Path(OwnRegion)} }}}}";

    public static IEnumerable<ChartValue> For(FleetChart chart) =>
    [
        new(Enabled, true, "Whether an OpenTelemetry collector sends metrics, traces and logs to CloudWatch."),
        new(OwnRegion, "", "The region of CloudWatch; the store's unless given."),
        new(Image, "otel/opentelemetry-collector-contrib:0.158.0", "The collector, of the contrib distribution.") { Pattern = ImageTags.Explicit, Forbidden = ImageTags.Moving },
        new(Traces, 10.0, "Percent of the traces that are kept.") { Minimum = 0, Maximum = 100 },
        new(Retention, 30, "Days that logs are kept.") { Minimum = 1 },
    ];
}

namespace AppHost.Publishing.Values;

/// <summary>Section <c>observability</c>: where telemetry goes.</summary>
internal static class ObservabilityValues
{
    public static IEnumerable<ChartValue> For(FleetChart chart) => [];
}

namespace AppHost.Publishing.Values;

/// <summary>Section <c>frontend</c>: the frontend.</summary>
internal static class FrontendValues
{
    public const string KeySecret = "frontend.keySecret";

    public static IEnumerable<ChartValue> For(FleetChart chart) =>
    [
        new(KeySecret, "", "The Secret with the frontend's key at the gateway, under 'key'; it opens inference and a look at the fleet. Empty: the chart makes frontend-key once and keeps it.") { Pattern = ValuePatterns.NameOrNone },
        .. CpuServiceValues.For("frontend", cpu: "500m", memory: "1Gi", mostReplicas: 6),
    ];
}

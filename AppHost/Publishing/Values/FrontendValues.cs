namespace AppHost.Publishing.Values;

/// <summary>Section <c>frontend</c>: the frontend.</summary>
internal static class FrontendValues
{
    public const string KeySecret = "frontend.keySecret";

    public static IEnumerable<ChartValue> For(FleetChart chart) =>
    [
        new(KeySecret, "", "The Secret with the frontend's own gateway key, under 'key'. Empty: the gateway's."),
        .. CpuServiceValues.For("frontend", cpu: "500m", memory: "1Gi", mostReplicas: 6),
    ];
}

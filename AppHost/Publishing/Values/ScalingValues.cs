namespace AppHost.Publishing.Values;

/// <summary>Section <c>scaling</c>: what replicas follow, and how far.</summary>
internal static class ScalingValues
{
    public static IEnumerable<ChartValue> For(FleetChart chart) => [];
}

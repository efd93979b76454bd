namespace AppHost.Publishing.Values;

/// <summary>Section <c>nodes</c>: the node pools and their machines.</summary>
internal static class NodeValues
{
    public static IEnumerable<ChartValue> For(FleetChart chart) => [];
}

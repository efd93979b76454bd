namespace AppHost.Publishing.Values;

/// <summary>Section <c>ingress</c>: what leads into the cluster.</summary>
internal static class IngressValues
{
    public static IEnumerable<ChartValue> For(FleetChart chart) => [];
}

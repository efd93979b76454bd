namespace AppHost.Publishing.Values;

/// <summary>Section <c>gateway</c>: the gateway.</summary>
internal static class GatewayValues
{
    public static IEnumerable<ChartValue> For(FleetChart chart) => [];
}

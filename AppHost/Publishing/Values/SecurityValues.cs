namespace AppHost.Publishing.Values;

/// <summary>Section <c>security</c>: network, priorities, tokens.</summary>
internal static class SecurityValues
{
    public static IEnumerable<ChartValue> For(FleetChart chart) => [];
}

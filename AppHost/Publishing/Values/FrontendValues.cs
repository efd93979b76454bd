namespace AppHost.Publishing.Values;

/// <summary>Section <c>frontend</c>: the frontend.</summary>
internal static class FrontendValues
{
    public static IEnumerable<ChartValue> For(FleetChart chart) => [];
}

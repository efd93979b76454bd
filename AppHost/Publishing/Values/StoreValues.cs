namespace AppHost.Publishing.Values;

/// <summary>Section <c>store</c>: where models and compiled programs are kept.</summary>
internal static class StoreValues
{
    public static IEnumerable<ChartValue> For(FleetChart chart) => [];
}

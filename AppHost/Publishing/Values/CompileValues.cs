namespace AppHost.Publishing.Values;

/// <summary>Section <c>compile</c>: the compile Jobs.</summary>
internal static class CompileValues
{
    public static IEnumerable<ChartValue> For(FleetChart chart) => [];
}

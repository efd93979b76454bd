namespace AppHost.Publishing.Values;

/// <summary>All values of the chart, section by section.</summary>
internal static class ChartSections
{
    public static IReadOnlyList<ChartValue> All(FleetChart chart) =>
    [
        .. ImageValues.For(chart),
        .. NodeValues.For(chart),
        .. StoreValues.For(chart),
        .. CompileValues.For(chart),
        .. UnitValues.For(chart),
        .. ScalingValues.For(chart),
        .. GatewayValues.For(chart),
        .. FrontendValues.For(chart),
        .. IngressValues.For(chart),
        .. ObservabilityValues.For(chart),
        .. SecurityValues.For(chart),
    ];
}

using Fleet;
using Gateway.Units;

namespace Gateway.Routing;

/// <summary>By what a dollar and a second buy: w = T/(C·L)·A.</summary>
internal sealed class CostWeights : IWeightPolicy
{
    public string Name => "cost";

    public Weight[] Weigh(IReadOnlyList<LiveUnit> units, ImageSize? size) => RoutingWeights.Cost([.. units.Select(unit => Inputs(unit, size))]);

    private static WeightInputs Inputs(LiveUnit unit, ImageSize? size) => unit.Unit.CapacityAt(size) is { } figure
        ? new WeightInputs(figure.Rate, unit.Unit.PricePerHour, figure.Latency, unit.AvailabilityAt(size))
        : new WeightInputs(default, unit.Unit.PricePerHour, TimeSpan.FromSeconds(1), 0);
}

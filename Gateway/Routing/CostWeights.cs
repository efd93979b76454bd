using Fleet;
using Gateway.Units;

namespace Gateway.Routing;

/// <summary>By what a dollar and a second buy: w = T/(C·L)·A.</summary>
internal sealed class CostWeights(MeasuredFigures figures) : IWeightPolicy
{
    public string Name => "cost";

    public Weight[] Weigh(IReadOnlyList<LiveUnit> units, ImageSize? size, IReadOnlyList<double> availability) =>
        RoutingWeights.Cost([.. units.Select((unit, index) => figures.Inputs(unit, size, availability[index]))]);
}

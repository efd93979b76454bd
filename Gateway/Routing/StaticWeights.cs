using Fleet;
using Gateway.Units;

namespace Gateway.Routing;

/// <summary>As typed into the fleet file; a unit without a typed weight counts as one of a hundred.</summary>
internal sealed class StaticWeights : IWeightPolicy
{
    private static readonly Weight Untyped = Weight.FromPercent(1);

    public string Name => "static";

    public Weight[] Weigh(IReadOnlyList<LiveUnit> units, ImageSize? size) =>
        RoutingWeights.Static([.. units.Select(unit => (unit.Unit.TypedWeight ?? Untyped, unit.AvailabilityAt(size)))]);
}

using Fleet;
using Gateway.Units;
using Microsoft.Extensions.Options;

namespace Gateway.Routing;

/// <summary>As typed: into the settings, by the preset that these name, or into the fleet file; a unit without a typed weight counts as one of a hundred.</summary>
internal sealed class StaticWeights(IOptions<GatewayOptions> options) : IWeightPolicy
{
    private static readonly Weight Untyped = Weight.FromPercent(1);

    public string Name => "static";

    public Weight[] Weigh(IReadOnlyList<LiveUnit> units, ImageSize? size, IReadOnlyList<double> availability)
    {
        var typed = options.Value.Weights.AllTyped();
        return RoutingWeights.Static([.. units.Select((unit, index) =>
            (typed.TryGetValue(unit.Name, out var percent) ? Weight.FromPercent(percent) : unit.Unit.TypedWeight ?? Untyped, availability[index]))]);
    }
}

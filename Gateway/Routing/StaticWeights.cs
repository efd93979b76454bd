using Fleet;
using Gateway.Units;
using Microsoft.Extensions.Options;

namespace Gateway.Routing;

/// <summary>As typed: into the settings, by the preset that these name, or into the fleet file; a unit without a typed weight counts as one of a hundred.</summary>
internal sealed class StaticWeights(IOptions<GatewayOptions> options) : IWeightPolicy
{
    private static readonly Weight Untyped = Weight.FromPercent(1);

    private readonly IReadOnlyDictionary<string, double> _typed = options.Value.Weights.AllTyped();

    public string Name => "static";

    public Weight[] Weigh(IReadOnlyList<LiveUnit> units, ImageSize? size, IReadOnlyList<double> availability) =>
        RoutingWeights.Static([.. units.Select((unit, index) => (Typed(unit.Unit), availability[index]))]);

    private Weight Typed(Unit unit) => _typed.TryGetValue(unit.Name, out var percent) ? Weight.FromPercent(percent) : unit.TypedWeight ?? Untyped;
}

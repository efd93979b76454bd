using Fleet;
using Gateway.Units;

namespace Gateway.Routing;

/// <summary>Equal over what is available: when the cloud has no more of the cheapest, everything helps.</summary>
internal sealed class CapacityWeights : IWeightPolicy
{
    public const string ModeName = "capacity";

    public string Name => ModeName;

    public Weight[] Weigh(IReadOnlyList<LiveUnit> units, ImageSize? size, IReadOnlyList<double> availability) => RoutingWeights.Capacity(availability);
}

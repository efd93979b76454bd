using Fleet;
using Gateway.Routing;
using Gateway.Units;

namespace Gateway.Tests.Hosting;

/// <summary>A mode of which only the name matters.</summary>
internal sealed class NamedMode(string name) : IWeightPolicy
{
    /// <summary>Modes by the names of the real ones.</summary>
    public static WeightPolicies All => new([new NamedMode("cost"), new NamedMode("capacity"), new NamedMode("static")]);

    public string Name => name;

    public Weight[] Weigh(IReadOnlyList<LiveUnit> units, ImageSize? size, IReadOnlyList<double> availability) => new Weight[units.Count];
}

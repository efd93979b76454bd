using Fleet;
using Gateway.Units;

namespace Gateway.Routing;

/// <summary>How the units that serve a model at a size share its requests.</summary>
internal interface IWeightPolicy
{
    /// <summary>What management and the response headers call it.</summary>
    string Name { get; }

    /// <summary>A weight for each unit, in the same order; <paramref name="size"/> is null for text.</summary>
    /// <param name="availability">A of each unit: what it is, or, for a plan, what it is to be.</param>
    Weight[] Weigh(IReadOnlyList<LiveUnit> units, ImageSize? size, IReadOnlyList<double> availability);
}

using Fleet;
using Gateway.Units;

namespace Gateway.Routing;

/// <summary>A policy that fills one unit after the other: where a request goes, is seen when it comes.</summary>
internal interface ISpillingPolicy : IWeightPolicy
{
    /// <summary>Indices of units, the first to be filled first.</summary>
    int[] Order(IReadOnlyList<LiveUnit> units, ImageSize? size);

    /// <summary>How long an answer takes of a worker that has <paramref name="outstanding"/> requests before it, and whether that is in time.</summary>
    (TimeSpan Expected, bool HasRoom) Look(LiveUnit unit, ImageSize? size, int outstanding);
}

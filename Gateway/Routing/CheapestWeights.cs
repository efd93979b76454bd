using Fleet;
using Gateway.Units;
using Microsoft.Extensions.Options;

namespace Gateway.Routing;

/// <summary>
/// The unit with the least cost per picture that meets the latency target takes what it can hold, the rest spills to the
/// next: what lowers the bill, for nothing dear is needed while something cheap has room. Weights say what part each unit
/// is to be expected to get; each request goes to the first that has room when it comes.
/// </summary>
internal sealed class CheapestWeights(MeasuredFigures figures, IOptions<GatewayOptions> options) : ISpillingPolicy
{
    private TimeSpan? Target => options.Value.Weights.LatencyTarget;

    public string Name => "cheapest";

    public Weight[] Weigh(IReadOnlyList<LiveUnit> units, ImageSize? size, IReadOnlyList<double> availability) =>
        RoutingWeights.Cheapest(
            [.. units.Select(unit => figures.Inputs(unit, size, Replicas(unit, size)))],
            new PerMinute(units.Sum(unit => unit.Served(size).ArrivedInLastMinute)),
            Target);

    public int[] Order(IReadOnlyList<LiveUnit> units, ImageSize? size) =>
        RoutingWeights.CheapestFirst([.. units.Select(unit => figures.Inputs(unit, size, unit.AvailabilityAt(size)))], Target);

    public (TimeSpan Expected, bool HasRoom) Look(LiveUnit unit, ImageSize? size, int outstanding)
    {
        if (figures.Of(unit, size) is not { } figure) return (TimeSpan.MaxValue, false);

        // By Little's law so many are at work at the breaking point; another waits for one of them to end.
        var inWork = Math.Max(1, Math.Ceiling((figure.Rate.Value * figure.Latency.TotalMinutes) - 0.25));
        var waits = Math.Max(0, outstanding + 1 - inWork) / figure.Rate.Value;
        var expected = figure.Latency + TimeSpan.FromMinutes(waits);
        return (expected, Target is { } target && figure.Latency <= target ? expected <= target : waits <= 0);
    }

    // A replica that has just returned counts with the part of the requests that it gets.
    private static double Replicas(LiveUnit unit, ImageSize? size) =>
        unit.Drained ? 0 : unit.Workers.Sum(worker => worker.IsReady && worker.Serves(size) ? worker.Share : 0);
}

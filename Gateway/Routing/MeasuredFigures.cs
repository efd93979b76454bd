using Fleet;
using Gateway.Units;
using Microsoft.Extensions.Options;

namespace Gateway.Routing;

/// <summary>T and L of a unit at a size: the fleet's until enough answers were measured, then the measured ones, each for itself.</summary>
internal sealed class MeasuredFigures(IOptions<GatewayOptions> options)
{
    /// <summary>What weights are computed from; null when the unit does not serve the size.</summary>
    public CapacityFigure? Of(LiveUnit unit, ImageSize? size)
    {
        if (unit.Unit.CapacityAt(size) is not { } figure) return null;
        if (options.Value.Weights.SampleFloor is var floor && floor == 0) return figure;
        var served = unit.Served(size);
        var latency = served.Alone.MeanOf(floor);
        var turn = served.Turn.MeanOf(floor);
        return latency is null && turn is null ? figure
            : new CapacityFigure(latency ?? figure.Latency, turn is { } time ? PerMinute.OneAtATime(time) : figure.Rate, figure.Assumed && (latency is null || turn is null));
    }

    /// <summary>The same with price and availability; without figures, a unit that can do nothing.</summary>
    public WeightInputs Inputs(LiveUnit unit, ImageSize? size, double availability) => Of(unit, size) is { } figure
        ? new WeightInputs(figure.Rate, unit.Unit.PricePerHour, figure.Latency, availability)
        : new WeightInputs(default, unit.Unit.PricePerHour, TimeSpan.FromSeconds(1), 0);
}

using System.Globalization;
using Gateway.Routing;

namespace Gateway.Decisions;

/// <summary>The weights as they were last written down, and what is new in them. Not thread-safe.</summary>
internal sealed class WeightChanges(RouteTable routes, MeasuredFigures figures)
{
    /// <summary>What measurement alone moves is no decision: a weight must have moved by a hundredth, or to or from 0.</summary>
    public const double Smallest = 0.01;

    private readonly Dictionary<(string Model, string Size), Dictionary<string, double>> _written = [];

    /// <summary>A decision for each model and size whose weights have moved.</summary>
    public IEnumerable<Decision> Since(string reason)
    {
        foreach (var route in routes.All)
        {
            var size = route.Size?.ToString() ?? "text";
            var now = Array.ConvertAll(route.Weights(), weight => weight.Fraction);
            var written = _written.GetValueOrDefault((route.Model.Name, size)) ?? [];
            // By name: the fleet file may have changed the units.
            double[] before = [.. route.Units.Select(unit => written.GetValueOrDefault(unit.Name))];
            if (!now.Zip(before).Any(pair => Moved(pair.First, pair.Second))) continue;
            _written[(route.Model.Name, size)] = route.Units.Zip(now).ToDictionary(unit => unit.First.Name, unit => unit.Second);
            yield return new Decision(DecisionKind.Weights, null, $"{route.Model.Name} {size}: {Text(route, before, now)}", reason, Inputs(route, size, before, now));
        }
    }

    private static bool Moved(double now, double before) => Math.Abs(now - before) >= Smallest || (now > 0) != (before > 0);

    private static string Text(ModelRoute route, double[] before, double[] now) => string.Join(", ", route.Units.Select((unit, index) =>
        Moved(now[index], before[index]) ? $"{unit.Name} {Percent(before[index])} → {Percent(now[index])} %" : $"{unit.Name} {Percent(now[index])} %"));

    private static string Percent(double fraction) => (100 * fraction).ToString("0.##", CultureInfo.InvariantCulture);

    private object Inputs(ModelRoute route, string size, double[] before, double[] now) => new
    {
        model = route.Model.Name,
        size,
        units = route.Units.Select((unit, index) =>
        {
            // What weights follow, which need not be what the fleet file says.
            var figure = figures.Of(unit, route.Size);
            return new
            {
                unit = unit.Name,
                before = before[index],
                weight = now[index],
                availability = unit.AvailabilityAt(route.Size),
                perMinute = figure?.Rate.Value,
                latencySeconds = figure?.Latency.TotalSeconds,
                pricePerHour = unit.Unit.PricePerHour.Dollars,
            };
        }).ToArray(),
    };
}

using System.Globalization;

namespace Fleet;

/// <summary>
/// Latency and throughput agree: by Little's law their product is the requests in work at once, at the breaking point
/// about one or more. Seconds taken for milliseconds, or a rate a second for one a minute, are far off.
/// </summary>
internal static class CapacityRule
{
    private const double Least = 0.1;
    private const double Most = 512;

    public static UnitFinding? Check(Unit unit)
    {
        foreach (var size in unit.Sizes)
        {
            if (Check(unit, size.ToString(), unit.CapacityAt(size)) is { } finding)
                return finding;
        }

        return Check(unit, "text", unit.TextCapacity);
    }

    private static UnitFinding? Check(Unit unit, string size, CapacityFigure? given)
    {
        if (given is not { } figure)
            return null;
        var inWork = figure.Rate.Value / 60 * figure.Latency.TotalSeconds;
        if (inWork is >= Least and <= Most)
            return null;
        var (seconds, rate, alone) = (Text(figure.Latency.TotalSeconds), Text(figure.Rate.Value), Text(60 / figure.Latency.TotalSeconds));
        return inWork > Most
            ? new UnitFinding($"capacity.{size}.latencySeconds", $"{unit.Name} needs {seconds} s for {size} and yet answers {rate} a minute, which would be {Text(inWork)} at once. latencySeconds is in seconds: are these milliseconds?")
            : new UnitFinding($"capacity.{size}.perMinute", $"{unit.Name} needs {seconds} s for {size}, so one after the other it answers {alone} a minute, and yet only {rate} are given. perMinute is a rate a minute, at the breaking point: is this one a second?");
    }

    private static string Text(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}

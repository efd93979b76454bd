using System.Globalization;
using Fleet;

namespace AppHost.Publishing.Scaling;

/// <summary>How many requests a minute are one replica's full load, and how long an answer may take.</summary>
internal static class ScalingThresholds
{
    /// <summary>
    /// The breaking point in requests a minute of any size: what a replica answers when all sizes are asked for equally
    /// often. A count of requests tells no sizes; the gateway's load does.
    /// </summary>
    public static double BreakingPoint(Unit unit)
    {
        CapacityFigure[] figures = unit.TextCapacity is { } text ? [text] : [.. unit.Capacity.Values];
        return Math.Round(figures.Length / figures.Sum(figure => 1 / figure.Rate.Value), 2);
    }

    /// <summary>Seconds of an answer on an idle replica, at the size that takes longest.</summary>
    public static double LongestLatency(Unit unit)
    {
        CapacityFigure[] figures = unit.TextCapacity is { } text ? [text] : [.. unit.Capacity.Values];
        return figures.Max(figure => figure.Latency.TotalSeconds);
    }

    /// <summary>A figure within a helm expression.</summary>
    public static string Text(double figure) => figure.ToString("0.####", CultureInfo.InvariantCulture);
}

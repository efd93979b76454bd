namespace Fleet;

/// <summary>
/// Latency of a size that nobody has measured: on the straight line, in pixels, through the neighbouring sizes that
/// have figures. Beyond the outermost the last piece goes on; through a single one the line starts at nothing.
/// </summary>
internal static class LatencyLine
{
    public static CapacityFigure At(ImageSize size, IReadOnlyDictionary<ImageSize, CapacityFigure> given)
    {
        var known = given.OrderBy(pair => pair.Key.Pixels).DistinctBy(pair => pair.Key.Pixels)
            .Select(pair => (pair.Key.Pixels, pair.Value.Latency.TotalSeconds)).ToArray();
        var next = Array.FindIndex(known, point => point.Pixels >= size.Pixels);
        var upper = next < 0 ? known.Length - 1 : Math.Max(next, Math.Min(1, known.Length - 1));
        var (toPixels, toSeconds) = known[upper];
        var (fromPixels, fromSeconds) = upper > 0 ? known[upper - 1] : (0L, 0.0);

        var seconds = fromSeconds + ((toSeconds - fromSeconds) * (size.Pixels - fromPixels) / (toPixels - fromPixels));
        if (seconds <= 0)
        {
            // A line so steep that it crosses zero before this size says nothing there: proportion does.
            seconds = fromSeconds * size.Pixels / fromPixels;
        }

        var latency = TimeSpan.FromSeconds(seconds);
        return new CapacityFigure(latency, PerMinute.OneAtATime(latency), Assumed: true);
    }
}

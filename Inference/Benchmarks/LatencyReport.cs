using System.Globalization;

namespace Inference.Benchmarks;

/// <summary>Latency percentiles and the report line of the published Flux benchmarks, comparable byte by byte with theirs.</summary>
public sealed class LatencyReport
{
    private static readonly int[] Percentiles = [0, 50, 90, 95, 99, 100];

    private readonly double[] _sorted;

    /// <param name="latencies">One per run, at least one, in any order.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public LatencyReport(IEnumerable<TimeSpan> latencies)
    {
        _sorted = [.. latencies.Select(latency => latency.TotalMilliseconds).Order()];
        if (_sorted.Length == 0)
            throw new ArgumentException("A report needs at least one latency.", nameof(latencies));
    }

    /// <summary>Latency in milliseconds: the element at n·p/100 of the sorted list, rounded up only above a half, never past the last.</summary>
    /// <param name="percentile">0 to 100.</param>
    public double Percentile(double percentile)
    {
        var position = _sorted.Length * percentile / 100;
        var floor = Math.Floor(position);
        var index = position - floor > 0.5 ? Math.Ceiling(position) : floor;
        return _sorted[(int)Math.Min(index, _sorted.Length - 1)];
    }

    /// <summary>The report line, in milliseconds.</summary>
    /// <param name="test">Name of the test: <see cref="FluxTest"/>.</param>
    /// <param name="pod">The pod, for the reports that say it.</param>
    public string ToText(string test, string? pod = null)
    {
        var where = pod is null ? "" : $" on {pod}";
        var figures = Percentiles.Select(percentile => $"Latency P{percentile}={OneDecimal(Percentile(percentile))}");
        return $"RESULT FOR {test}{where}: {string.Join(' ', figures)}";
    }

    /// <summary>The name of a benchmark of an image model.</summary>
    /// <param name="model">Its report name, such as <c>flux1-dev</c>.</param>
    /// <param name="runs">Pictures.</param>
    /// <param name="size">Width x height, as in <c>1024x576</c>.</param>
    /// <param name="nodePool">Where it ran.</param>
    /// <param name="steps">Denoising steps a picture.</param>
    public static string FluxTest(string model, int runs, string size, string nodePool, int steps) =>
        string.Create(CultureInfo.InvariantCulture, $"{model}-{runs}runs with dim {size} on {nodePool};num_inference_steps:{steps}");

    /// <summary>As C's %.1f: a number exactly between two tenths goes to the even one, where .NET goes up.</summary>
    private static string OneDecimal(double value)
    {
        var isTie = value * 4 == Math.Floor(value * 4);
        return (isTie ? Math.Round(value, 1, MidpointRounding.ToEven) : value).ToString("F1", CultureInfo.InvariantCulture);
    }
}

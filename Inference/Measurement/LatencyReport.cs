using System.Globalization;

namespace Inference.Measurement;

/// <summary>
/// A benchmark's latencies as one line, byte for byte as the reference benchmarks print it, so that figures stay comparable:
/// <c>RESULT FOR name: Latency P0=585.6 Latency P50=… Latency P100=…</c>, in milliseconds.
/// </summary>
public sealed class LatencyReport
{
    private static readonly int[] Percentiles = [0, 50, 90, 95, 99, 100];
    private readonly double[] _sorted;

    /// <param name="name">What was measured; <see cref="ImageRunName"/> for pictures.</param>
    /// <param name="latencies">One of each run, at least one.</param>
    public LatencyReport(string name, IEnumerable<TimeSpan> latencies)
    {
        Name = name;
        _sorted = [.. latencies.Select(l => l.TotalMilliseconds).Order()];
        if (_sorted.Length == 0)
            throw new ArgumentException("A report needs at least one run.", nameof(latencies));
    }

    /// <summary>What was measured.</summary>
    public string Name { get; }

    /// <summary>The name of an image benchmark, for instance <c>flux1-dev-50runs with dim 1024x576 on amd-neuron-trn1;num_inference_steps:10</c>.</summary>
    /// <param name="reportName">What reports call the model.</param>
    /// <param name="runs">Number of runs.</param>
    /// <param name="size">The size's own name, width x height.</param>
    /// <param name="nodePool">Where it ran.</param>
    /// <param name="steps">Denoising steps.</param>
    public static string ImageRunName(string reportName, int runs, string size, string nodePool, int steps) =>
        string.Create(CultureInfo.InvariantCulture, $"{reportName}-{runs}runs with dim {size} on {nodePool};num_inference_steps:{steps}");

    /// <summary>
    /// A percentile in milliseconds: the run at position n·p/100 of the sorted ones, rounded down unless its fraction exceeds
    /// one half, and never past the last. With 50 runs P99 is therefore the maximum.
    /// </summary>
    /// <param name="percent">0 to 100.</param>
    public double Percentile(double percent)
    {
        var position = _sorted.Length * percent / 100;
        var floor = Math.Floor(position);
        var index = position - floor > 0.5 ? Math.Ceiling(position) : floor;
        return _sorted[(int)Math.Min(index, _sorted.Length - 1)];
    }

    /// <summary>The line.</summary>
    public override string ToString() => $"RESULT FOR {Name}: " + string.Join(' ', Percentiles.Select(p =>
        string.Create(CultureInfo.InvariantCulture, $"Latency P{p}={Percentile(p):F1}")));
}

using Inference.Benchmarks;

namespace Inference.Tests.Benchmarks;

/// <summary>The percentile rule and text of the seeds' reports (A9).</summary>
public sealed class LatencyReportTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(50, 25)]
    [InlineData(90, 45)]
    [InlineData(95, 47)]
    [InlineData(99, 49)]
    [InlineData(100, 49)]
    public void Takes_these_of_fifty_runs(double percentile, int index)
    {
        var report = new LatencyReport(Enumerable.Range(0, 50).Reverse().Select(i => TimeSpan.FromMilliseconds(i)));
        Assert.Equal(index, report.Percentile(percentile));
    }

    [Fact]
    public void Prints_as_the_seeds_do()
    {
        var latencies = new[] { 3118.2, 3129.3, 3141.3, 3147.2, 3162.2 };
        var report = new LatencyReport(latencies.Select(TimeSpan.FromMilliseconds));
        var test = LatencyReport.FluxTest("flux1-dev", 50, "1024x576", "amd-neuron-trn1", 10);
        Assert.Equal(
            "RESULT FOR flux1-dev-50runs with dim 1024x576 on amd-neuron-trn1;num_inference_steps:10: Latency P0=3118.2 "
            + "Latency P50=3141.3 Latency P90=3162.2 Latency P95=3162.2 Latency P99=3162.2 Latency P100=3162.2",
            report.ToText(test));
    }

    [Fact]
    public void Names_a_pod_when_there_is_one() =>
        Assert.StartsWith("RESULT FOR t on pod-1: Latency P0=1.0", new LatencyReport([TimeSpan.FromMilliseconds(1)]).ToText("t", "pod-1"));

    [Theory]
    [InlineData(588.25, "588.2")]
    [InlineData(588.75, "588.8")]
    [InlineData(588.26, "588.3")]
    [InlineData(588.35, "588.4")]
    [InlineData(7, "7.0")]
    public void Rounds_as_C_does(double milliseconds, string text) =>
        Assert.Contains($"P50={text} ", new LatencyReport([TimeSpan.FromMilliseconds(milliseconds)]).ToText("t"));

    [Fact]
    public void Needs_a_run() => Assert.Throws<ArgumentException>(() => new LatencyReport([]));
}

using Inference.Measurement;

namespace Inference.Tests.Measurement;

public sealed class LatencyReportTests
{
    private static LatencyReport Report(int runs) =>
        new("x", Enumerable.Range(0, runs).Reverse().Select(i => TimeSpan.FromMilliseconds(i)));

    [Theory]
    [InlineData(50, "Latency P0=0.0 Latency P50=25.0 Latency P90=45.0 Latency P95=47.0 Latency P99=49.0 Latency P100=49.0")]
    [InlineData(1, "Latency P0=0.0 Latency P50=0.0 Latency P90=0.0 Latency P95=0.0 Latency P99=0.0 Latency P100=0.0")]
    [InlineData(3, "Latency P0=0.0 Latency P50=1.0 Latency P90=2.0 Latency P95=2.0 Latency P99=2.0 Latency P100=2.0")]
    public void Percentiles_follow_the_reference_rule(int runs, string expected) =>
        Assert.Equal("RESULT FOR x: " + expected, Report(runs).ToString());

    [Fact]
    public void The_name_says_model_runs_size_place_and_steps() => Assert.Equal(
        "flux1-dev-50runs with dim 1024x576 on amd-neuron-trn1;num_inference_steps:10",
        LatencyReport.ImageRunName("flux1-dev", 50, "1024x576", "amd-neuron-trn1", 10));
}

using Xunit.Sdk;

namespace Inference.Tests.Goldens;

/// <summary>The harness itself: a wrong or missing answer must not pass.</summary>
public sealed class GoldenReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private GoldenReport Report(out Inference.Checkpoints.SafetensorsFile file)
    {
        _folder.Write("case.json", """{"kind":"x","low":-Infinity,"runs":[],"tolerance":{"rel_rms":0.1,"max_abs_over_ref_max":0.1,"image_max_abs":0.5}}""");
        byte[] values = [.. BitConverter.GetBytes(3f), .. BitConverter.GetBytes(4f)];
        Checkpoints.Safetensors.Write(_folder.Path, "o.safetensors", "{" + Checkpoints.Safetensors.Entry("run0.y", "F32", "[2]", 0, 8) + "}", values);
        file = Inference.Checkpoints.SafetensorsFile.Open(Path.Combine(_folder.Path, "o.safetensors"));
        return new GoldenReport(new GoldenCase(_folder.Path, ".", "x"));
    }

    [Theory]
    [InlineData(3.3f, 4f, true)]
    [InlineData(3f, 4.41f, false)]
    [InlineData(3f, float.NaN, false)]
    public void Both_metrics_must_hold(float first, float second, bool passes)
    {
        var report = Report(out var file);
        using (file)
            report.Compare([first, second], file.Tensors["run0.y"]);
        Assert.Equal(passes, Record.Exception(report.Verify) is null);
    }

    [Fact]
    public void Relative_rms_is_as_the_cases_define_it()
    {
        var report = Report(out var file);
        using (file)
            report.Compare([3.3f, 4f], file.Tensors["run0.y"]);
        Assert.Contains("rel_rms 0.06 (tolerance 0.1, worst run0.y), max_abs_over_ref_max 0.075", report.Line(2, "emulator"));
    }

    [Fact]
    public void Nothing_compared_fails()
    {
        var report = Report(out var file);
        file.Dispose();
        Assert.Contains("nothing was compared", Assert.ThrowsAny<XunitException>(report.Verify).Message);
    }

    [Fact]
    public void An_output_that_nothing_was_compared_with_fails()
    {
        var report = Report(out var file);
        using (file)
            report.Compare([3f, 4f], file.Tensors["run0.y"]);
        report.Implies("run0.z");
        report.RequireAll(["run0.y", "run0.z"]);
        report.Verify();
        report.RequireAll(["run0.y", "run1.y"]);
        Assert.Contains("run1.y: the case has this output", Assert.ThrowsAny<XunitException>(report.Verify).Message);
    }

    [Fact]
    public void A_wrong_length_fails()
    {
        var report = Report(out var file);
        using (file)
            report.Compare([3f], file.Tensors["run0.y"]);
        Assert.Contains("1 elements instead of 2", Assert.ThrowsAny<XunitException>(report.Verify).Message);
    }

    [Fact]
    public void A_metric_without_a_stated_tolerance_fails()
    {
        var report = Report(out var file);
        using (file)
            report.CompareRelativeRms([3f, 4f], file.Tensors["run0.y"], "latents_rel_rms");
        Assert.Contains("states no tolerance latents_rel_rms", Assert.ThrowsAny<XunitException>(report.Verify).Message);
    }
}

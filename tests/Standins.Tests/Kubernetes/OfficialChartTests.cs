namespace Standins.Tests.Kubernetes;

/// <summary>The charts of two programs are, byte for byte, those that the official publisher wrote for them.</summary>
public sealed class OfficialChartTests
{
    [Theory]
    [InlineData("Sample", false, "official-sample")]
    [InlineData("Sample", true, "official-sample-with-dashboard")]
    [InlineData("Sample2", false, "official-sample2")]
    public async Task A_chart_is_the_official_one(string program, bool dashboard, string golden)
    {
        var official = Repository.Shared("goldens", "aspire-publish", golden);
        Assert.SkipUnless(Directory.Exists(official), $"The golden chart {golden} is not at hand.");

        using var output = new OutputFolder();
        await PublishedProgram.RunAsync(program, output.Path, dashboard);

        var expected = OutputFolder.Read(official);
        var actual = OutputFolder.Read(output.Path);
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        Assert.All(expected, file => Assert.Equal(file.Value, actual[file.Key]));
    }

    [Fact]
    public async Task Two_runs_write_the_same_bytes()
    {
        using var first = new OutputFolder();
        using var second = new OutputFolder();

        await PublishedProgram.RunAsync("Sample", first.Path, dashboard: true);
        await PublishedProgram.RunAsync("Sample", second.Path, dashboard: true);

        Assert.NotEmpty(OutputFolder.Read(first.Path));
        Assert.Equal(OutputFolder.Read(first.Path), OutputFolder.Read(second.Path));
    }
}

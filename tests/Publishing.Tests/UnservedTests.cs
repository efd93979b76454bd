using Publishing.Tests.Charts;

namespace Publishing.Tests;

/// <summary>A fleet that nothing computes yet is published, and says so: its compile Jobs would say it only in a cluster.</summary>
public sealed class UnservedTests(PublishedCharts charts)
{
    [Theory]
    [InlineData("fleets/eks.json", "not built in")]
    [InlineData("fleets/sd21.json", "not built in")]
    [InlineData("fleets/sdxl.json", "not built in")]
    [InlineData("fleet.json", "not built in")]
    public async Task Publishing_and_the_readme_warn_of_each_unit_once(string fleet, string said, params string[] units)
    {
        using var folder = new TemporaryFolder();
        var chart = Path.Combine(folder.Path, "out");
        var published = await charts.PublishToAsync(chart, fleet);
        var readme = await File.ReadAllTextAsync(Path.Combine(chart, "README.md"), TestContext.Current.CancellationToken);

        Assert.All(units, unit => Assert.Single(published.All.Split('\n'), line => line.Contains($"{unit} will not serve: ", StringComparison.Ordinal) && line.Contains(said, StringComparison.Ordinal)));
        Assert.All(units, unit => Assert.Single(readme.Split('\n'), line => line.StartsWith($"- `{unit}`: ", StringComparison.Ordinal) && line.Contains(said, StringComparison.Ordinal)));
        Assert.Equal(units.Length, published.All.Split("will not serve").Length - 1);
        Assert.Equal(units.Length > 0, readme.Contains("## What does not serve yet", StringComparison.Ordinal));
        Assert.DoesNotContain("not built in yet", readme, StringComparison.Ordinal);
    }
}

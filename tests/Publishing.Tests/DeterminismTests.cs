using Publishing.Tests.Charts;

namespace Publishing.Tests;

public sealed class DeterminismTests(PublishedCharts charts)
{
    [Fact]
    public async Task Two_publications_have_the_same_bytes()
    {
        var first = await charts.ChartAsync();

        await AssertSameAsync(first, await charts.PublishAsync("fleet.json"));
    }

    [Fact]
    public async Task What_an_earlier_fleet_left_in_the_folder_is_gone()
    {
        var folder = await charts.PublishAsync("fleets/sd21.json");
        Assert.True(Directory.Exists(Path.Combine(folder, "templates", "sd21-inf2")));

        await charts.PublishToAsync(folder, "fleet.json");

        await AssertSameAsync(await charts.ChartAsync(), folder);
    }

    [Fact]
    public async Task The_fleet_in_the_chart_is_the_fleet_file()
    {
        var chart = await charts.ChartAsync();

        var published = await File.ReadAllTextAsync(Path.Combine(chart, "fleet.json"), TestContext.Current.CancellationToken);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "fleet.json"), TestContext.Current.CancellationToken), published);
        Assert.Equal(published, (await charts.RenderAsync()).Single("ConfigMap", "fleet-config").Map("data")["fleet.json"]);
    }

    private static async Task AssertSameAsync(string first, string second)
    {
        var files = Files(first);
        Assert.Equal(files, Files(second));
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            Assert.Equal(
                await File.ReadAllBytesAsync(Path.Combine(first, file), TestContext.Current.CancellationToken),
                await File.ReadAllBytesAsync(Path.Combine(second, file), TestContext.Current.CancellationToken));
        }
    }

    private static string[] Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];
}

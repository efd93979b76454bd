using Publishing.Tests.Charts;

namespace Publishing.Tests;

public sealed class DeterminismTests(PublishedCharts charts)
{
    [Fact]
    public async Task Two_publications_have_the_same_bytes()
    {
        var first = await charts.ChartAsync();

        await ChartFiles.AssertSameAsync(first, await charts.PublishAsync("fleet.json"));
    }

    [Fact]
    public async Task What_an_earlier_fleet_left_in_the_folder_is_gone()
    {
        var folder = await charts.PublishAsync("fleets/sd21.json");
        Assert.True(Directory.Exists(Path.Combine(folder, "templates", "sd21-inf2")));

        await charts.PublishToAsync(folder, "fleet.json");

        await ChartFiles.AssertSameAsync(await charts.ChartAsync(), folder);
    }

    [Fact]
    public async Task The_fleet_in_the_chart_is_the_fleet_file()
    {
        var chart = await charts.ChartAsync();

        var published = await File.ReadAllTextAsync(Path.Combine(chart, "fleet.json"), TestContext.Current.CancellationToken);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "fleet.json"), TestContext.Current.CancellationToken), published);
        Assert.Equal(published, (await charts.RenderAsync()).Single("ConfigMap", "fleet-config").Map("data")["fleet.json"]);
    }
}

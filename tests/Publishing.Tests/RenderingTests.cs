using Publishing.Tests.Charts;

namespace Publishing.Tests;

/// <summary>Every chart passes strict lint, renders, and has no finding against the schemas and rules of a real cluster.</summary>
public sealed class RenderingTests(PublishedCharts charts)
{
    [Theory]
    [InlineData("fleet.json")]
    [InlineData("fleets/sd21.json")]
    [InlineData("fleets/flux-shapes.json")]
    [InlineData("fleets/eks.json")]
    public async Task Every_fleet_renders_without_findings(string fleet)
    {
        var rendering = await charts.CheckAsync(fleet);

        Assert.True(rendering.Succeeded, rendering.Messages);
        Assert.Contains(" 0 errors, 0 warnings", rendering.Messages);
    }

    [Fact]
    public async Task Every_switch_renders_without_findings()
    {
        var schema = Path.Combine(await charts.ChartAsync(), "values.schema.json");
        var switches = ValueSwitches.Of(await File.ReadAllTextAsync(schema, TestContext.Current.CancellationToken), await ValuesAsync());
        var renderings = await Task.WhenAll(switches.Select(async arguments => (arguments, rendering: await charts.CheckAsync(arguments: arguments))));

        Assert.All(renderings, item =>
        {
            Assert.True(item.rendering.Succeeded, $"{string.Join(' ', item.arguments)}:\n{item.rendering.Messages}");
            Assert.Contains(" 0 errors, 0 warnings", item.rendering.Messages);
        });
    }

    private async Task<Manifest> ValuesAsync() =>
        Manifest.ReadAll(await File.ReadAllTextAsync(Path.Combine(await charts.ChartAsync(), "values.yaml"), TestContext.Current.CancellationToken)).Single();
}

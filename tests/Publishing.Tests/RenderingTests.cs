using Publishing.Tests.Charts;

namespace Publishing.Tests;

/// <summary>Every chart passes strict lint, renders, and has no finding against the schemas and rules of a real cluster.</summary>
public sealed class RenderingTests(PublishedCharts charts)
{
    [Theory]
    [InlineData("fleet.json")]
    [InlineData("fleets/sd21.json")]
    [InlineData("fleets/sdxl.json")]
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

    /// <summary>Without the kit's checks, which the first fleet's switches pass.</summary>
    [Theory]
    [InlineData("fleets/sd21.json")]
    [InlineData("fleets/flux-shapes.json", "ingress.form=weighted", "scaling.trigger=alb")]
    public async Task Every_switch_of_another_fleet_renders_unless_the_fleet_forbids_it(string fleet, params string[] forbidden)
    {
        var schema = Path.Combine(await charts.ChartAsync(fleet), "values.schema.json");
        var switches = ValueSwitches.Of(await File.ReadAllTextAsync(schema, TestContext.Current.CancellationToken), await ValuesAsync(fleet));
        var renderings = await Task.WhenAll(switches.Select(async arguments => (arguments, rendering: await charts.RenderAsync(fleet, arguments))));

        Assert.All(renderings, item => Assert.True(item.rendering.Succeeded != forbidden.Contains(item.arguments[1]), $"{string.Join(' ', item.arguments)}:\n{item.rendering.Messages}"));
    }

    [Fact]
    public async Task The_dashboard_in_the_cluster_is_an_option()
    {
        var rendering = await charts.CheckAsync(charts.ChartAsync("fleet.json", "--Publishing:Dashboard", "true"));

        Assert.True(rendering.Succeeded, rendering.Messages);
        Assert.NotNull(rendering.Single("Service", "k8s-dashboard-service"));
        Assert.DoesNotContain((await charts.RenderAsync()).Of("Service"), service => service.Name.Contains("dashboard", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_revision_is_the_tag_of_every_image()
    {
        var chart = await charts.ChartAsync("fleet.json", "--Publishing:Revision", "2.7.1-rc.3");

        var values = await File.ReadAllTextAsync(Path.Combine(chart, "values.yaml"), TestContext.Current.CancellationToken);
        // Three units, gateway, frontend, and a compiler for each of two families.
        Assert.Equal(7, values.Split("2.7.1-rc.3\"").Length - 1);
        Assert.DoesNotContain("compiler_image", values, StringComparison.Ordinal);
        Assert.DoesNotContain(":latest", values, StringComparison.Ordinal);
    }

    private async Task<Manifest> ValuesAsync(string fleet = "fleet.json") =>
        Manifest.ReadAll(await File.ReadAllTextAsync(Path.Combine(await charts.ChartAsync(fleet), "values.yaml"), TestContext.Current.CancellationToken)).Single();
}

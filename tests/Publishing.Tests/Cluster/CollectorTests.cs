using Fleet;
using Publishing.Tests.Charts;
using YamlDotNet.RepresentationModel;

namespace Publishing.Tests.Cluster;

/// <summary>Telemetry reaches CloudWatch under the names that scalers and dashboards read.</summary>
public sealed class CollectorTests(PublishedCharts charts)
{
    /// <summary>
    /// <c>FROM SCHEMA("namespace")</c> without keys reads only the series without dimensions: it must be published, beside
    /// the one with dimensions.
    /// </summary>
    [Fact]
    public async Task A_series_without_dimensions_stands_beside_those_with()
    {
        var config = await ConfigAsync();

        var exporter = Member(config, "exporters", "awsemf/served");
        Assert.Equal("hw-agnostic-infer", exporter.Text("namespace"));
        var series = ((YamlSequenceNode)exporter.At("metric_declarations.0.dimensions")!).Cast<YamlSequenceNode>().Select(keys => string.Join(' ', keys)).ToArray();
        Assert.Equal(["", "Unit NodePool Model Size", "Unit NodePool Model"], series);
        Assert.Equal("NoDimensionRollup", exporter.Text("dimension_rollup_option"));
    }

    [Fact]
    public async Task Names_are_the_units_and_the_pools()
    {
        var statements = Member(await ConfigAsync(), "processors", "transform/names").At("metric_statements.0.statements")!.ToString();

        Assert.Contains("""set(metric.name, Concat([resource.attributes["inference.unit"], "-counter"], ""))""", statements, StringComparison.Ordinal);
        Assert.Contains("""set(metric.name, Concat([resource.attributes["inference.unit"], "-latency"], ""))""", statements, StringComparison.Ordinal);
        Assert.Contains("""set(metric.name, resource.attributes["inference.node_pool"])""", statements, StringComparison.Ordinal);
    }

    /// <summary>A pool's counter has the pool's own name: nobody types it a second time (D4).</summary>
    [Theory]
    [InlineData("fleet.json")]
    [InlineData("fleets/sd21.json")]
    public async Task Telemetry_of_a_unit_names_the_pool_that_its_pods_are_on(string fleet)
    {
        var rendering = await charts.RenderAsync(fleet);

        Assert.All(FleetDefinition.Load(fleet).Units, unit =>
        {
            var deployment = rendering.Single("Deployment", $"{unit.Name}-deployment");
            var pool = deployment.Map("spec.template.spec.nodeSelector")["karpenter.sh/nodepool"];
            Assert.Equal(unit.NodePool, pool);
            var attributes = Assert.Single(deployment.All("spec.template.spec.containers.0.env"), env => env.Text("name") == "OTEL_RESOURCE_ATTRIBUTES").Text("value")!;
            Assert.Contains($"inference.unit={unit.Name},inference.node_pool={pool}", attributes, StringComparison.Ordinal);
        });
    }

    /// <summary>
    /// The exporter fills <c>{PodName}</c> from the attribute <c>pod</c>; without it all pods write one stream, and of what
    /// two of them say in the same millisecond one part is lost.
    /// </summary>
    [Fact]
    public async Task Every_pod_has_a_stream_of_its_own()
    {
        var rendering = await charts.RenderAsync();
        var config = await ConfigAsync();

        Assert.All(["awsemf/served", "awsemf/others"], exporter => Assert.Equal("{PodName}", Member(config, "exporters", exporter).Text("log_stream_name")));
        Assert.All(["gateway", "frontend", "flux-trn1", "flux-inf2", "flux-g5"], service =>
        {
            var variables = rendering.Single("Deployment", $"{service}-deployment").All("spec.template.spec.containers.0.env").ToArray();
            var name = Array.FindIndex(variables, variable => variable.Text("name") == "POD_NAME");
            var attributes = Array.FindIndex(variables, variable => variable.Text("name") == "OTEL_RESOURCE_ATTRIBUTES");
            Assert.Equal("metadata.name", variables[name].Text("valueFrom.fieldRef.fieldPath"));
            Assert.Contains("pod=$(POD_NAME)", variables[attributes].Text("value")!.Split(','));
            // A variable is known to those after it only.
            Assert.True(name < attributes);
        });
    }

    [Theory]
    [InlineData(true, "http://collector-service:4317")]
    [InlineData(false, "")]
    public async Task Every_service_sends_to_the_collector_that_is_there(bool enabled, string endpoint)
    {
        var rendering = await charts.RenderAsync("fleet.json", "--set", $"observability.enabled={(enabled ? "true" : "false")}");

        Assert.All(["gateway", "frontend", "flux-trn1", "flux-inf2", "flux-g5"], service =>
        {
            var settings = rendering.Single("ConfigMap", $"{service}-config").Map("data");
            Assert.Equal(endpoint, settings["OTEL_EXPORTER_OTLP_ENDPOINT"]);
            // Sums over pods that come and go are true only of what was new.
            Assert.Equal("delta", settings["OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE"]);
        });
        Assert.Equal(enabled ? 1 : 0, rendering.Of("Service").Count(service => service.Name == "collector-service"));
    }

    [Fact]
    public async Task Every_pipeline_is_made_of_parts_that_are_configured()
    {
        var config = await ConfigAsync();

        Assert.All(config.Map("service.pipelines").Keys, name =>
        {
            var pipeline = Member(config, "service/pipelines", name);
            Assert.All(["receivers", "processors", "exporters"], kind =>
                Assert.All((YamlSequenceNode)pipeline.At(kind)!, part => Assert.Contains(part.ToString(), config.Map(kind).Keys)));
        });
    }

    private async Task<Manifest> ConfigAsync() =>
        Assert.Single(Manifest.ReadAll((await charts.RenderAsync()).Single("ConfigMap", "collector-config").Map("data")["config.yaml"]!));

    private static Manifest Member(Manifest config, string path, string key) =>
        new((YamlMappingNode)((YamlMappingNode)config.At(path)!).Children[key]);
}

using Publishing.Tests.Charts;
using YamlDotNet.RepresentationModel;

namespace Publishing.Tests.Cluster;

/// <summary>Where the Aspire dashboard is published, everything that is measured reaches it.</summary>
public sealed class DashboardTests(PublishedCharts charts)
{
    private const string Address = "k8s-dashboard-service:18889";

    [Fact]
    public async Task The_collector_passes_traces_metrics_and_logs_on()
    {
        var rendering = await charts.RenderChartAsync(await ChartAsync());
        var config = Assert.Single(Manifest.ReadAll(rendering.Single("ConfigMap", "collector-config").Map("data")["config.yaml"]!));

        var exporter = new Manifest((YamlMappingNode)((YamlMappingNode)config.At("exporters")!).Children["otlp_grpc/dashboard"]);
        Assert.Equal((Address, "true"), (exporter.Text("endpoint"), exporter.Text("tls.insecure")));
        var pipelines = ((YamlMappingNode)config.At("service.pipelines")!).Children.ToDictionary(pair => pair.Key.ToString(), pair => new Manifest((YamlMappingNode)pair.Value));
        Assert.All(["traces/dashboard", "metrics/dashboard", "logs/dashboard"], name =>
        {
            Assert.Equal(["otlp_grpc/dashboard"], pipelines[name].List("exporters"));
            Assert.All(pipelines[name].List("processors"), processor => Assert.Contains(processor, config.Map("processors").Keys));
        });
        // It takes no sums of what is new for sums of all.
        Assert.Contains("deltatocumulative", pipelines["metrics/dashboard"].List("processors"));
        Assert.Contains(rendering.Single("Service", "k8s-dashboard-service").All("spec.ports"), port => port.Text("port") == "18889");
        Assert.Equal("http://collector-service:4317", rendering.Single("ConfigMap", "gateway-config").Map("data")["OTEL_EXPORTER_OTLP_ENDPOINT"]);
    }

    [Fact]
    public async Task Without_a_collector_services_send_to_it()
    {
        var rendering = await charts.RenderChartAsync(await ChartAsync(), "--set", "observability.enabled=false");

        Assert.All(["gateway", "frontend", "compiler", "flux-trn1", "flux-inf2", "flux-g5"], service =>
        {
            var settings = rendering.Single("ConfigMap", $"{service}-config").Map("data");
            Assert.Equal(($"http://{Address}", "cumulative"), (settings["OTEL_EXPORTER_OTLP_ENDPOINT"], settings["OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE"]));
        });
    }

    [Fact]
    public async Task Every_pod_may_send_to_it()
    {
        var rendering = await charts.RenderChartAsync(await ChartAsync());

        var policy = rendering.Single("NetworkPolicy", "k8s-dashboard-senders-network");
        Assert.Equal("release", Assert.Single(policy.Map("spec.podSelector.matchLabels")).Value);
        Assert.Equal(["Egress"], policy.List("spec.policyTypes"));
        Assert.Equal("18889", policy.Text("spec.egress.0.ports.0.port"));
        var dashboard = rendering.Single("Deployment", "k8s-dashboard-deployment").Map("spec.template.metadata.labels");
        Assert.Equal(dashboard["app.kubernetes.io/component"], policy.Map("spec.egress.0.to.0.podSelector.matchLabels")["app.kubernetes.io/component"]);
        Assert.All(rendering.Of("Deployment").Concat(rendering.Of("Job")), pod =>
            Assert.Equal("release", pod.Map("spec.template.metadata.labels")["app.kubernetes.io/instance"]));
    }

    [Fact]
    public async Task The_readme_says_how_it_is_reached_where_it_is()
    {
        const string Command = "kubectl port-forward service/k8s-dashboard-service 18888";

        Assert.Contains(Command, await ReadmeAsync(await ChartAsync()), StringComparison.Ordinal);
        Assert.DoesNotContain(Command, await ReadmeAsync(await charts.ChartAsync()), StringComparison.Ordinal);
    }

    private Task<string> ChartAsync() => charts.ChartAsync("fleet.json", "--Publishing:Dashboard", "true");

    private static Task<string> ReadmeAsync(string chart) => File.ReadAllTextAsync(Path.Combine(chart, "README.md"), TestContext.Current.CancellationToken);
}

using System.Globalization;
using Fleet;
using Publishing.Tests.Charts;

namespace Publishing.Tests.Cluster;

/// <summary>Each unit has one scaler, whose trigger a value chooses; latency is a second trigger in each.</summary>
public sealed class ScalingTests(PublishedCharts charts)
{
    private const string Sd21 = "fleets/sd21.json";

    private static readonly string[] LoadBalancer =
    [
        "--set", "ingress.form=weighted,scaling.trigger=alb,scaling.alb.loadBalancer=app/in/1,scaling.alb.targetGroups.flux-trn1=targetgroup/t/1,scaling.alb.targetGroups.flux-inf2=targetgroup/i/2,scaling.alb.targetGroups.flux-g5=targetgroup/g/3",
    ];

    [Fact]
    public async Task Any_of_the_gateways_pods_is_asked_for_all_and_with_the_key()
    {
        var rendering = await charts.RenderAsync();

        Assert.All(FleetDefinition.Load().Units, unit =>
        {
            var scaler = rendering.Single("ScaledObject", unit.Name);
            Assert.Equal($"{unit.Name}-deployment", scaler.Text("spec.scaleTargetRef.name"));
            Assert.Equal(($"{unit.Replicas.Min}", $"{unit.Replicas.Max}"), (scaler.Text("spec.minReplicaCount"), scaler.Text("spec.maxReplicaCount")));
            Assert.Equal("currentReplicasIfHigher", scaler.Text("spec.fallback.behavior"));
            var (load, latency) = Triggers(scaler, "metrics-api");
            Assert.Equal(("load", "0.8", "AverageValue"), (load.Text("metadata.valueLocation"), load.Text("metadata.targetValue"), load.Text("metricType")));
            Assert.Equal(("latencyRatio", "2", "Value"), (latency.Text("metadata.valueLocation"), latency.Text("metadata.targetValue"), latency.Text("metricType")));
            Assert.All([load, latency], trigger =>
            {
                // Each answers for all: the sum of their answers would count every request as often as there are pods.
                Assert.Null(trigger.Text("metadata.aggregateFromKubeServiceEndpoints"));
                Assert.EndsWith($".svc:8080/fleet/units/{unit.Name}/load", trigger.Text("metadata.url"), StringComparison.Ordinal);
                var access = rendering.Single("TriggerAuthentication", trigger.Text("authenticationRef.name")!);
                Assert.Equal(("token", "scaler-key"), (access.Text("spec.secretTargetRef.0.parameter"), access.Text("spec.secretTargetRef.0.name")));
            });
        });
    }

    /// <summary>Sums of five minutes against thresholds of one would scale five times too high (D2).</summary>
    [Fact]
    public async Task CloudWatch_is_read_by_the_minute_as_thresholds_are_set()
    {
        var rendering = await charts.RenderAsync(Sd21, "--set", "scaling.trigger=aws-cloudwatch");

        Assert.All(rendering.Of("ScaledObject").SelectMany(scaler => scaler.All("spec.triggers")), trigger =>
        {
            Assert.Equal("aws-cloudwatch", trigger.Text("type"));
            Assert.Equal("60", trigger.Text("metadata.metricStatPeriod"));
            Assert.Equal("aws", rendering.Single("TriggerAuthentication", trigger.Text("authenticationRef.name")!).Text("spec.podIdentity.provider"));
        });
        var (requests, latency) = Triggers(rendering.Single("ScaledObject", "sd21-inf2"), "aws-cloudwatch");
        Assert.Equal("""SELECT SUM("sd21-inf2-counter") FROM SCHEMA("hw-agnostic-infer")""", requests.Text("metadata.expression"));
        Assert.Equal("""SELECT AVG("sd21-inf2-latency") FROM SCHEMA("hw-agnostic-infer")""", latency.Text("metadata.expression"));
        Assert.Equal(("AverageValue", "Value"), (requests.Text("metricType"), latency.Text("metricType")));
    }

    [Fact]
    public async Task Thresholds_come_from_breaking_points()
    {
        var rendering = await charts.RenderAsync(Sd21, "--set", "scaling.trigger=aws-cloudwatch,scaling.latencyFactor=3", "--set-json", "scaling.targetLoad=0.5");

        Assert.All(FleetDefinition.Load(Sd21).Units, unit =>
        {
            var figure = Assert.Single(unit.Capacity).Value;
            var (requests, latency) = Triggers(rendering.Single("ScaledObject", unit.Name), "aws-cloudwatch");
            Assert.Equal(figure.Rate.Value / 2, Number(requests, "metadata.targetMetricValue"), 2);
            Assert.Equal(figure.Latency.TotalSeconds * 3, Number(latency, "metadata.targetMetricValue"), 3);
        });
    }

    /// <summary>The published sets of thresholds: base, weighted and equal routing.</summary>
    [Theory]
    [InlineData("sd21-base", 60, 88, 63, 110, 120)]
    [InlineData("sd21-weighted", 60, 90, 60, 100, 110)]
    [InlineData("sd21-equal", 64, 63, 63, 70, 70)]
    public async Task Published_thresholds_load_as_presets(string preset, int l4, int a10gTriton, int a10gCuda, int inf2, int trn1)
    {
        var cloudWatch = await charts.RenderAsync(Sd21, "--set", $"scaling.trigger=aws-cloudwatch,scaling.preset={preset}");
        var gateway = await charts.RenderAsync(Sd21, "--set", $"scaling.preset={preset}");

        Assert.All([("l4-triton", l4), ("a10g-triton", a10gTriton), ("a10g-cuda", a10gCuda), ("inf2", inf2), ("trn1", trn1)], expected =>
        {
            var (unit, perMinute) = expected;
            Assert.Equal(perMinute, Number(Triggers(cloudWatch.Single("ScaledObject", $"sd21-{unit}"), "aws-cloudwatch").First, "metadata.targetMetricValue"));
            var load = Triggers(gateway.Single("ScaledObject", $"sd21-{unit}"), "metrics-api").First;
            Assert.Equal(("requestsPerMinute", perMinute), (load.Text("metadata.valueLocation"), Number(load, "metadata.targetValue")));
        });
    }

    [Fact]
    public async Task A_units_own_threshold_goes_before_all()
    {
        var rendering = await charts.RenderAsync(Sd21, "--set", "scaling.preset=sd21-base,scaling.perMinute.sd21-inf2=42");

        Assert.Equal(42, Number(Triggers(rendering.Single("ScaledObject", "sd21-inf2"), "metrics-api").First, "metadata.targetValue"));
        Assert.Equal(120, Number(Triggers(rendering.Single("ScaledObject", "sd21-trn1"), "metrics-api").First, "metadata.targetValue"));
    }

    [Fact]
    public async Task A_load_balancers_good_answers_scale_GPUs_at_200_and_Neuron_at_300()
    {
        var rendering = await charts.RenderAsync("fleet.json", LoadBalancer);

        var (gpu, latency) = Triggers(rendering.Single("ScaledObject", "flux-g5"), "aws-cloudwatch");
        var (neuron, _) = Triggers(rendering.Single("ScaledObject", "flux-inf2"), "aws-cloudwatch");
        Assert.Equal((200, 300), (Number(gpu, "metadata.targetMetricValue"), Number(neuron, "metadata.targetMetricValue")));
        Assert.Equal(
            """SELECT SUM(HTTPCode_Target_2XX_Count) FROM SCHEMA("AWS/ApplicationELB", LoadBalancer, TargetGroup) WHERE TargetGroup = 'targetgroup/g/3' AND LoadBalancer = 'app/in/1'""",
            gpu.Text("metadata.expression"));
        Assert.StartsWith("SELECT AVG(TargetResponseTime)", latency.Text("metadata.expression"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_load_balancer_that_nobody_named_is_asked_for()
    {
        var rendering = await charts.RenderAsync("fleet.json", "--set", "ingress.form=weighted,scaling.trigger=alb");

        Assert.False(rendering.Succeeded);
        Assert.Contains("scaling.alb.loadBalancer", rendering.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replicas_go_slowly_and_come_at_once()
    {
        var scaler = (await charts.RenderAsync()).Single("ScaledObject", "flux-trn1");

        const string Behavior = "spec.advanced.horizontalPodAutoscalerConfig.behavior";
        Assert.Equal(("900", "1"), (scaler.Text($"{Behavior}.scaleDown.stabilizationWindowSeconds"), scaler.Text($"{Behavior}.scaleDown.policies.0.value")));
        Assert.Equal("0", scaler.Text($"{Behavior}.scaleUp.stabilizationWindowSeconds"));
    }

    private static (Manifest First, Manifest Second) Triggers(Manifest scaler, string type)
    {
        var triggers = scaler.All("spec.triggers").ToArray();
        Assert.Equal([type, type], triggers.Select(trigger => trigger.Text("type")));
        return (triggers[0], triggers[1]);
    }

    private static double Number(Manifest trigger, string path) => double.Parse(trigger.Text(path)!, CultureInfo.InvariantCulture);
}

using Publishing.Tests.Charts;

namespace Publishing.Tests;

/// <summary>What a unit's replicas follow, by each trigger and preset.</summary>
public sealed class ScalingTests(PublishedCharts charts)
{
    private const string Sd21 = "fleets/sd21.json";

    [Theory]
    [InlineData("sd21-base", 60, 88, 63, 110, 120)]
    [InlineData("sd21-weighted", 60, 90, 60, 100, 110)]
    [InlineData("sd21-equal", 64, 63, 63, 70, 70)]
    public async Task A_published_set_of_thresholds_is_a_preset(string preset, int l4, int triton, int cuda, int inf2, int trn1)
    {
        var rendering = await charts.RenderAsync(Sd21, "--set", $"scaling.trigger=aws-cloudwatch,scaling.preset={preset}");

        var thresholds = new Dictionary<string, int> { ["sd21-l4-triton"] = l4, ["sd21-a10g-triton"] = triton, ["sd21-a10g-cuda"] = cuda, ["sd21-inf2"] = inf2, ["sd21-trn1"] = trn1 };
        Assert.All(thresholds, threshold =>
        {
            var trigger = Triggers(rendering, threshold.Key)[0].Map("metadata");
            Assert.Equal(threshold.Value.ToString(null, null), trigger["targetMetricValue"]);
            Assert.Equal($"SELECT SUM(\"{threshold.Key}-counter\") FROM SCHEMA(\"hw-agnostic-infer\")", trigger["expression"]);
        });
    }

    /// <summary>A schema without keys reads the series without dimensions only, so the collector must publish one.</summary>
    [Fact]
    public async Task The_series_without_dimensions_that_is_asked_for_is_published()
    {
        var rendering = await charts.RenderAsync(Sd21, "--set", "scaling.trigger=aws-cloudwatch");

        Assert.DoesNotContain(",", Triggers(rendering, "sd21-inf2")[0].Map("metadata")["expression"], StringComparison.Ordinal);
        var collector = rendering.Of("ConfigMap").Single(map => map.Everything.Contains("awsemf", StringComparison.Ordinal));
        Assert.Contains("dimensions: [[],", collector.Everything, StringComparison.Ordinal);
        Assert.Contains("dimension_rollup_option: NoDimensionRollup", collector.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_load_balancers_good_answers_are_200_a_minute_on_gpus_and_300_on_inferentia()
    {
        var rendering = await charts.RenderAsync(
            Sd21, "--set", "ingress.form=weighted,scaling.trigger=alb,scaling.alb.loadBalancer=app/x/1,scaling.alb.targetGroups.sd21-inf2=targetgroup/i/2,scaling.alb.targetGroups.sd21-l4-triton=targetgroup/l/3,scaling.alb.targetGroups.sd21-trn1=targetgroup/t/4,scaling.alb.targetGroups.sd21-a10g-cuda=targetgroup/c/5,scaling.alb.targetGroups.sd21-a10g-triton=targetgroup/r/6");

        Assert.Equal("300", Triggers(rendering, "sd21-inf2")[0].Map("metadata")["targetMetricValue"]);
        Assert.Equal("200", Triggers(rendering, "sd21-l4-triton")[0].Map("metadata")["targetMetricValue"]);
    }

    [Theory]
    [InlineData("metrics-api")]
    [InlineData("aws-cloudwatch")]
    public async Task Latency_is_a_second_trigger(string trigger)
    {
        var rendering = await charts.RenderAsync("fleet.json", "--set", $"scaling.trigger={trigger}");

        Assert.Equal(["latency"], Triggers(rendering, "flux-trn1").Skip(1).Select(second => second.Text("name")));
    }

    [Fact]
    public async Task No_deployment_says_how_many_replicas_it_has()
    {
        var rendering = await charts.RenderAsync();

        var scaled = rendering.Of("ScaledObject").Select(item => item.Text("spec.scaleTargetRef.name"))
            .Concat(rendering.Of("HorizontalPodAutoscaler").Select(item => item.Text("spec.scaleTargetRef.name"))).ToArray();
        Assert.All(rendering.Of("Deployment").Where(deployment => scaled.Contains(deployment.Name)), deployment => Assert.Null(deployment.Text("spec.replicas")));
        Assert.Equal(5, scaled.Length);
    }

    private static Manifest[] Triggers(Rendering rendering, string unit) =>
        [.. rendering.Of("ScaledObject").Single(item => item.Text("spec.scaleTargetRef.name") == $"{unit}-deployment").All("spec.triggers")];
}

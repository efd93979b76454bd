using Publishing.Tests.Charts;

namespace Publishing.Tests;

/// <summary>Replicas belong to the autoscalers.</summary>
public sealed class ReplicaTests(PublishedCharts charts)
{
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

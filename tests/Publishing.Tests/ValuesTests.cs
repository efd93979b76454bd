using Publishing.Tests.Charts;

namespace Publishing.Tests;

/// <summary>helm itself refuses values that the chart cannot use, by the schema.</summary>
public sealed class ValuesTests(PublishedCharts charts)
{
    [Theory]
    [InlineData("parameters.gateway.gateway_image=gateway:latest", "gateway_image")]
    [InlineData("parameters.flux_trn1.flux_trn1_image=worker", "flux_trn1_image")]
    [InlineData("images.compiler.neuron=compiler:latest", "neuron")]
    [InlineData("scalling.trigger=alb", "scalling")]
    [InlineData("nodes.capacityTypes={}", "capacityTypes")]
    [InlineData("nodes.capacityTypes={on-demand,spotted}", "capacityTypes")]
    [InlineData("scaling.minReplicas.flux-trn1=0", "flux-trn1")]
    [InlineData("scaling.preset=sd21-base", "preset")]
    [InlineData("ingress.host=https://models.example", "host")]
    [InlineData("security.huggingFaceSecret=", "huggingFaceSecret")]
    [InlineData("security.huggingFaceSecret=My_Secret", "huggingFaceSecret")]
    [InlineData("gateway.keySecret=-key", "keySecret")]
    [InlineData("frontend.keySecret=a key", "keySecret")]
    [InlineData("gateway.keysSecret=a/b", "keysSecret")]
    [InlineData("scaling.trigger=aws-cloudwatch,observability.enabled=false", "it needs observability.enabled")]
    [InlineData("scaling.minReplicas.flux-g5=9,scaling.maxReplicas.flux-g5=8", "scaling.minReplicas.flux-g5 is above scaling.maxReplicas.flux-g5")]
    [InlineData("gateway.minReplicas=11", "gateway.minReplicas is above gateway.maxReplicas")]
    [InlineData("frontend.maxReplicas=3,frontend.minReplicas=4", "frontend.minReplicas is above frontend.maxReplicas")]
    [InlineData("scaling.trigger=alb,scaling.alb.loadBalancer=app/in/1,scaling.alb.targetGroups.flux-trn1=t/1,scaling.alb.targetGroups.flux-inf2=t/2,scaling.alb.targetGroups.flux-g5=t/3", "it needs ingress.form weighted")]
    public async Task A_value_that_cannot_be_meant_is_refused(string value, string said)
    {
        var rendering = await charts.RenderAsync("fleet.json", "--set", value);

        Assert.False(rendering.Succeeded);
        Assert.Contains(said, rendering.Messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ingress.host=*.models.example")]
    [InlineData("security.huggingFaceSecret=team.hub-token,gateway.keySecret=,frontend.keySecret=")]
    [InlineData("scaling.minReplicas.flux-g5=8,scaling.maxReplicas.flux-g5=8")]
    public async Task What_is_just_allowed_renders_no_empty_name(string value)
    {
        var rendering = await charts.RenderAsync("fleet.json", "--set", value);

        Assert.True(rendering.Succeeded, rendering.Messages);
        Assert.All(rendering.Objects.SelectMany(item => item.All("spec/template/spec/containers/0/env")), variable =>
            Assert.NotEqual("", variable.Text("valueFrom.secretKeyRef.name")));
    }

    /// <summary>The gateway lets requests wait for such a unit, and is the only one that can tell a scaler of them.</summary>
    [Fact]
    public async Task A_unit_that_may_go_to_no_replica_follows_the_gateway()
    {
        using var folder = new TemporaryFolder();
        var fleet = Path.Combine(folder.Path, "asleep.json");
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "fleets", "sd21.json"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(fleet, text.Replace("\"min\": 1", "\"min\": 0", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var rendering = await charts.RenderAsync(fleet);
        Assert.True(rendering.Succeeded, rendering.Messages);
        Assert.Equal("0", rendering.Single("ScaledObject", "sd21-inf2").Text("spec.minReplicaCount"));
        Assert.True((await charts.RenderAsync(fleet, "--set", "scaling.minReplicas.sd21-inf2=2")).Succeeded);

        var blind = await charts.RenderAsync(fleet, "--set", "scaling.trigger=aws-cloudwatch");
        Assert.Contains("scaling.minReplicas.sd21-inf2 is 0, and only the gateway sees requests that wait", blind.Messages, StringComparison.Ordinal);
        var weighted = await charts.RenderAsync(fleet, "--set", "ingress.form=weighted");
        Assert.Contains("a load balancer lets no request wait for a unit without a replica", weighted.Messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("registry.example:5000/inference/worker:1.2.3")]
    [InlineData("inference/worker@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("registry.example/inference/worker:1.2.3@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public async Task An_image_is_named_by_tag_or_digest(string image)
    {
        var rendering = await charts.RenderAsync("fleet.json", "--set", $"parameters.flux_trn1.flux_trn1_image={image}");

        Assert.True(rendering.Succeeded, rendering.Messages);
        Assert.Equal(image, rendering.Single("Deployment", "flux-trn1-deployment").Text("spec/template/spec/containers/0/image"));
    }

    [Fact]
    public async Task A_fraction_is_set_as_the_readme_says()
    {
        Assert.False((await charts.RenderAsync("fleet.json", "--set", "scaling.targetLoad=0.7")).Succeeded);
        Assert.True((await charts.RenderAsync("fleet.json", "--set-json", "scaling.targetLoad=0.7")).Succeeded);
    }

    [Fact]
    public async Task Every_value_is_in_the_readme_and_has_a_description()
    {
        var chart = await charts.ChartAsync();
        var readme = await File.ReadAllTextAsync(Path.Combine(chart, "README.md"), TestContext.Current.CancellationToken);
        var schema = await File.ReadAllTextAsync(Path.Combine(chart, "values.schema.json"), TestContext.Current.CancellationToken);

        Assert.All(ValueSwitches.Leaves(schema), leaf =>
        {
            Assert.Contains($"| `{leaf.Path}` |", readme, StringComparison.Ordinal);
            Assert.True(leaf.Description.Length > 10 && leaf.Description.EndsWith('.'), $"{leaf.Path}: '{leaf.Description}' is no sentence.");
        });
    }

    [Fact]
    public async Task The_readme_says_what_is_installed_how_and_with_which_secrets()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(await charts.ChartAsync("fleets/eks.json"), "README.md"), TestContext.Current.CancellationToken);

        Assert.Contains("| `flux-trn1` | flux | trn1.32xlarge | 8 × trainium | 10.75 | 256x144: 102, 512x512: 37 (assumed), 1024x576: 19.2 |", readme, StringComparison.Ordinal);
        Assert.Contains("helm upgrade --install inference . --namespace inference --create-namespace", readme, StringComparison.Ordinal);
        Assert.Contains("Kubernetes 1.34 or later", readme, StringComparison.Ordinal);
        Assert.Contains("kubectl create secret generic hf-secrets", readme, StringComparison.Ordinal);
        Assert.Contains("once per cluster", readme, StringComparison.Ordinal);
        Assert.Contains("--set-json scaling.targetLoad=0.7", readme, StringComparison.Ordinal);
        Assert.Contains("Any of `on-demand`, `spot`, `reserved`.", readme, StringComparison.Ordinal);
        // There is no GPU in this fleet.
        Assert.DoesNotContain("NVIDIA device plugin", readme, StringComparison.Ordinal);
    }
}

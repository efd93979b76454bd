using Publishing.Tests.Charts;

namespace Publishing.Tests.Cluster;

/// <summary>Pods are closed but to those that they work with.</summary>
public sealed class NetworkTests(PublishedCharts charts)
{

    [Fact]
    public async Task Workers_are_asked_by_the_gateway_alone_and_call_the_collector_alone()
    {
        var policy = (await charts.RenderAsync()).Single("NetworkPolicy", "flux-trn1-network");

        Assert.Equal("flux-trn1", Component(policy, "spec.podSelector"));
        var asked = Assert.Single(policy.All("spec.ingress"));
        Assert.Equal("gateway", Component(Assert.Single(asked.All("from")), "podSelector"));
        Assert.Equal("8000", asked.Text("ports.0.port"));
        Assert.Equal(["collector", null], policy.All("spec.egress").SelectMany(rule => rule.All("to")).Select(peer => Component(peer, "podSelector")));
        Assert.Equal("kube-system", policy.Map("spec.egress.1.to.0.namespaceSelector.matchLabels")["kubernetes.io/metadata.name"]);
    }

    [Fact]
    public async Task Every_pod_has_a_policy_for_both_directions_and_Jobs_are_never_called()
    {
        var rendering = await charts.RenderAsync();

        var closed = rendering.Of("NetworkPolicy")
            .Where(policy => policy.At("spec.policyTypes")!.ToString() is var types && types.Contains("Ingress") && types.Contains("Egress"))
            .Select(policy => Component(policy, "spec.podSelector")).ToHashSet();
        Assert.All(rendering.Of("Deployment").Concat(rendering.Of("Job")), workload =>
            Assert.Contains(workload.Map("spec.template.metadata.labels")["app.kubernetes.io/component"], closed));
        Assert.Empty(rendering.Single("NetworkPolicy", "flux-trn1-compile-network").All("spec.ingress"));
    }

    [Fact]
    public async Task The_gateway_reaches_every_unit()
    {
        var policy = (await charts.RenderAsync("fleets/sd21.json")).Single("NetworkPolicy", "gateway-network");

        Assert.Equal(5, policy.All("spec.egress.0.to").Count(peer => Component(peer, "podSelector")!.StartsWith("sd21-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Policies_can_be_left_out() =>
        Assert.Empty((await charts.RenderAsync("fleet.json", "--set", "security.networkPolicies=false")).Of("NetworkPolicy"));

    [Fact]
    public async Task What_serves_comes_before_what_compiles()
    {
        var rendering = await charts.RenderAsync();

        Assert.True(Value("inference-serving") > Value("inference-compile"));
        Assert.All(rendering.Of("Deployment"), item => Assert.Equal("inference-serving", item.Text("spec.template.spec.priorityClassName")));
        Assert.All(rendering.CompileJobs, item => Assert.Equal("inference-compile", item.Text("spec.template.spec.priorityClassName")));

        int Value(string name) => int.Parse(rendering.Single("PriorityClass", name).Text("value")!);
    }

    [Fact]
    public async Task The_token_of_the_Hub_is_a_reference_to_what_need_not_be_there()
    {
        var rendering = await charts.RenderAsync("fleet.json", "--set", "security.huggingFaceSecret=hub");

        Assert.All(rendering.CompileJobs, job =>
        {
            var token = Assert.Single(job.All("spec.template.spec.containers.0.env"), env => env.Text("name") == "HF_TOKEN");
            Assert.Equal(("hub", "true"), (token.Text("valueFrom.secretKeyRef.name"), token.Text("valueFrom.secretKeyRef.optional")));
        });
    }

    [Fact]
    public async Task Workers_of_a_checkpoint_of_the_Hub_may_fetch_what_the_store_lacks_and_no_others()
    {
        var hub = await charts.RenderAsync("fleets/eks.json");
        var local = await charts.RenderAsync();

        Assert.Contains(hub.Single("NetworkPolicy", "flux-trn1-network").All("spec.egress"), rule => rule.Text("ports.0.port") == "443");
        Assert.DoesNotContain(local.Single("NetworkPolicy", "flux-trn1-network").All("spec.egress"), rule => rule.Text("ports.0.port") == "443");
        Assert.Contains(hub.Single("Deployment", "flux-trn1-deployment").All("spec.template.spec.containers.0.env"), env => env.Text("name") == "HF_TOKEN");
        Assert.DoesNotContain(local.Single("Deployment", "flux-trn1-deployment").All("spec.template.spec.containers.0.env"), env => env.Text("name") == "HF_TOKEN");
    }

    private static string? Component(Manifest item, string selector) => item.Map($"{selector}.matchLabels").GetValueOrDefault("app.kubernetes.io/component");
}

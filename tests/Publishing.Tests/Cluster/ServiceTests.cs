using Publishing.Tests.Charts;
using YamlDotNet.RepresentationModel;

namespace Publishing.Tests.Cluster;

/// <summary>Gateway and frontend outlive a node and a zone, and may do little.</summary>
public sealed class ServiceTests(PublishedCharts charts)
{
    [Theory]
    [InlineData("gateway", "/readiness")]
    [InlineData("frontend", "/health")]
    public async Task There_are_two_at_least_apart_from_each_other_and_never_gone_at_once(string name, string readiness)
    {
        var rendering = await charts.RenderAsync();

        var scaler = rendering.Single("HorizontalPodAutoscaler", $"{name}-hpa");
        Assert.Equal(("2", $"{name}-deployment"), (scaler.Text("spec.minReplicas"), scaler.Text("spec.scaleTargetRef.name")));
        Assert.Equal("1", rendering.Single("PodDisruptionBudget", $"{name}-budget").Text("spec.maxUnavailable"));
        var deployment = rendering.Single("Deployment", $"{name}-deployment");
        Assert.Null(deployment.Text("spec.replicas"));
        Assert.Equal("0", deployment.Text("spec.strategy.rollingUpdate.maxUnavailable"));
        var pod = new Manifest((YamlMappingNode)deployment.At("spec.template.spec")!);
        Assert.Equal(["topology.kubernetes.io/zone", "kubernetes.io/hostname"], pod.All("topologySpreadConstraints").Select(spread => spread.Text("topologyKey")));
        Assert.Equal("cpu", pod.Map("nodeSelector")["karpenter.sh/nodepool"]);
        Assert.Equal(readiness, pod.Text("containers.0.readinessProbe.httpGet.path"));
        Assert.Equal("/health", pod.Text("containers.0.livenessProbe.httpGet.path"));
    }

    [Theory]
    [InlineData("gateway")]
    [InlineData("frontend")]
    public async Task A_pod_leaves_after_the_load_balancer_has_noticed_and_its_requests_are_done(string name)
    {
        var deployment = (await charts.RenderAsync()).Single("Deployment", $"{name}-deployment");

        var pause = int.Parse(deployment.Text("spec.template.spec.containers.0.lifecycle.preStop.sleep.seconds")!);
        // The slowest unit's longest request behind a full queue passes through the gateway.
        var drain = name == "gateway" ? 480 : 0;
        Assert.InRange(int.Parse(deployment.Text("spec.template.spec.terminationGracePeriodSeconds")!), pause + drain + 1, 600);
    }

    [Fact]
    public async Task The_gateway_watches_what_tells_of_shortage_and_changes_nothing()
    {
        var rendering = await charts.RenderAsync();

        var roles = rendering.Of("ClusterRole").Concat(rendering.Of("Role")).Where(role => role.Name.StartsWith("gateway", StringComparison.Ordinal)).ToArray();
        Assert.Equal(["gateway-node-events", "gateway-nodeclaims", "gateway-pods"], roles.Select(role => role.Name).Order());
        Assert.All(roles.SelectMany(role => role.All("rules")), rule =>
        {
            Assert.Equal(["get", "list", "watch"], Items(rule, "verbs"));
            Assert.Subset(new HashSet<string> { "nodeclaims", "pods", "events" }, Items(rule, "resources").ToHashSet());
        });
        Assert.Equal("default", rendering.Single("Role", "gateway-node-events").Text("metadata.namespace"));
        Assert.Equal("false", rendering.Single("Deployment", "frontend-deployment").Text("spec.template.spec.automountServiceAccountToken"));
    }

    [Fact]
    public async Task The_gateways_pods_find_each_other_and_may_ask()
    {
        var rendering = await charts.RenderAsync();
        var peers = rendering.Single("Service", "gateway-peers");
        Assert.Equal(("None", "true", "8080"), (peers.Text("spec.clusterIP"), peers.Text("spec.publishNotReadyAddresses"), peers.Text("spec.ports.0.targetPort")));
        Assert.Equal(rendering.Single("Service", "gateway-service").Map("spec.selector"), peers.Map("spec.selector"));
        Assert.Equal("http://gateway-peers:8080", rendering.Single("ConfigMap", "gateway-config").Map("data")["Gateway__Peers__Address"]);
        Assert.Equal("scaler-key", Key(rendering, "gateway", "Gateway__Peers__Key"));

        var rules = rendering.Single("NetworkPolicy", "gateway-network").All("spec.egress");
        var others = Assert.Single(rules, rule => rule.All("to").Any(peer => peer.At("podSelector") is not null && peer.Map("podSelector.matchLabels").GetValueOrDefault("app.kubernetes.io/component") == "gateway"));
        Assert.Equal("8080", others.Text("ports.0.port"));
    }

    [Fact]
    public async Task One_ready_unit_is_enough_and_keys_are_asked_for()
    {
        var rendering = await charts.RenderAsync();
        var settings = rendering.Single("ConfigMap", "gateway-config").Map("data");
        Assert.Equal(("any", "false", "/serve"), (settings["Gateway__ReadyWhen"], settings["Gateway__AnonymousInference"], settings["Gateway__PathBase"]));
        Assert.Equal("gateway-key", Key(rendering, "gateway", "Gateway__ManagementKey"));
        Assert.Equal(["frontend-key", "gateway-key", "scaler-key"], rendering.Of("Secret").Select(secret => secret.Name).Order());
        var keys = rendering.Of("Secret").Select(secret => secret.Map("data")["key"]).ToArray();
        Assert.Equal(3, keys.Distinct().Count());

        var open = await charts.RenderAsync("fleet.json", "--set", "gateway.anonymousInference=true,gateway.keySecret=ours,frontend.keySecret=theirs,scaling.keySecret=kedas");
        Assert.Equal("kedas", Key(open, "gateway", "Gateway__InferenceKeys__1"));
        Assert.Equal("true", open.Single("ConfigMap", "gateway-config").Map("data")["Gateway__AnonymousInference"]);
        Assert.Equal("ours", Key(open, "gateway", "Gateway__ManagementKey"));
        Assert.Empty(open.Of("Secret"));
    }

    /// <summary>Keys of applications come from the operator's Secret; their limits are divided by the pods that there are at least.</summary>
    [Theory]
    [InlineData("", "gateway-keys", "")]
    [InlineData("ours", "ours", "/etc/inference-keys/keys.json")]
    public async Task A_file_of_keys_is_mounted_as_a_whole_and_read_where_one_is_named(string secret, string mounted, string path)
    {
        var rendering = await charts.RenderAsync("fleet.json", "--set", $"gateway.keysSecret={secret},gateway.minReplicas=3");

        var pod = new Manifest((YamlMappingNode)rendering.Single("Deployment", "gateway-deployment").At("spec.template.spec")!);
        var volume = Assert.Single(pod.All("volumes"), volume => volume.Text("name") == "keys");
        Assert.Equal((mounted, "true"), (volume.Text("secret.secretName"), volume.Text("secret.optional")));
        var mount = Assert.Single(pod.All("containers.0.volumeMounts"), mount => mount.Text("name") == "keys");
        // A mount of one file would not follow the Secret.
        Assert.Equal(("/etc/inference-keys", null, "true"), (mount.Text("mountPath"), mount.Text("subPath"), mount.Text("readOnly")));
        var settings = rendering.Single("ConfigMap", "gateway-config").Map("data");
        Assert.Equal((path, "3"), (settings["Gateway__Keys__Path"], settings["Gateway__Replicas"]));
    }

    /// <summary>The frontend has the key that the gateway takes for inference, not the one for management.</summary>
    [Theory]
    [InlineData("", "frontend-key")]
    [InlineData("theirs", "theirs")]
    public async Task The_frontend_sends_a_key_that_the_gateway_accepts(string secret, string expected)
    {
        var rendering = await charts.RenderAsync("fleet.json", "--set", $"frontend.keySecret={secret}");

        Assert.Equal(expected, Key(rendering, "frontend", "Gateway__Key"));
        Assert.Equal(expected, Key(rendering, "gateway", "Gateway__InferenceKeys__0"));
        Assert.Equal("gateway-key", Key(rendering, "gateway", "Gateway__ManagementKey"));
    }

    /// <summary>With EKS Pod Identity the role is associated with the account's name in AWS.</summary>
    [Fact]
    public async Task Accounts_have_fixed_names_and_no_roles()
    {
        var accounts = (await charts.RenderAsync()).Of("ServiceAccount").ToArray();

        Assert.Equal(["collector", "compiler", "flux-g5", "flux-inf2", "flux-trn1", "frontend", "gateway"], accounts.Select(account => account.Name).Order());
        Assert.All(accounts, account => Assert.Empty(account.Map("metadata.annotations")));
    }

    /// <summary>Whoever applies a chart by hand, or from another's branch, has what drifts (D13).</summary>
    [Fact]
    public async Task No_pod_changes_manifests_of_the_cluster()
    {
        var text = string.Concat((await charts.RenderAsync()).Objects.Select(item => item.Root.ToString()));

        Assert.DoesNotContain("kubectl", text, StringComparison.Ordinal);
        Assert.DoesNotContain("raw.githubusercontent", text, StringComparison.Ordinal);
    }

    private static string? Key(Rendering rendering, string service, string variable)
    {
        var reference = Assert.Single(
            rendering.Single("Deployment", $"{service}-deployment").All("spec.template.spec.containers.0.env"), env => env.Text("name") == variable);
        Assert.Equal(("key", null), (reference.Text("valueFrom.secretKeyRef.key"), reference.Text("valueFrom.secretKeyRef.optional")));
        return reference.Text("valueFrom.secretKeyRef.name");
    }

    private static IEnumerable<string> Items(Manifest rule, string list) =>
        ((YamlSequenceNode)rule.At(list)!).Select(item => item.ToString());
}

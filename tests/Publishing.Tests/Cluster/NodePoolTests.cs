using Fleet;
using Publishing.Tests.Charts;

namespace Publishing.Tests.Cluster;

/// <summary>One node pool for each accelerator of the fleet, and one for CPUs.</summary>
public sealed class NodePoolTests(PublishedCharts charts)
{
    [Theory]
    [InlineData("fleet.json")]
    [InlineData("fleets/sd21.json")]
    [InlineData("fleets/flux-shapes.json")]
    public async Task There_is_a_pool_for_each_accelerator_and_one_class_of_machines(string fleet)
    {
        var rendering = await charts.RenderAsync(fleet);

        var pools = FleetDefinition.Load(fleet).Units.Select(unit => unit.NodePool).Distinct().Append("cpu");
        Assert.Equal(pools.Order(), rendering.Of("NodePool").Select(pool => pool.Name).Order());
        var machines = Assert.Single(rendering.Of("EC2NodeClass"));
        Assert.All(rendering.Of("NodePool"), pool => Assert.Equal(machines.Name, pool.Text("spec.template.spec.nodeClassRef.name")));
        Assert.Matches("^al2023@v[0-9]+$", machines.Text("spec.amiSelectorTerms.0.alias"));
    }

    [Theory]
    [InlineData("fleets/sd21.json", "amd-neuron-inf2", "karpenter.k8s.aws/instance-family", "inf2")]
    [InlineData("fleets/sd21.json", "amd-nvidia-a10g", "karpenter.k8s.aws/instance-family", "g5")]
    [InlineData("fleet.json", "amd-neuron-inf2", "node.kubernetes.io/instance-type", "inf2.24xlarge")]
    [InlineData("fleet.json", "amd-neuron-trn1", "node.kubernetes.io/instance-type", "trn1.32xlarge")]
    public async Task One_device_takes_any_machine_of_the_family_and_several_take_theirs(string fleet, string pool, string key, string value)
    {
        var requirement = Requirement((await charts.RenderAsync(fleet)).Single("NodePool", pool), key);

        Assert.Equal("In", requirement.Text("operator"));
        Assert.Equal(value, requirement.Text("values.0"));
        Assert.Null(requirement.Text("values.1"));
    }

    [Fact]
    public async Task Several_devices_take_their_machine_in_a_pool_that_one_shares()
    {
        using var folder = new TemporaryFolder();
        var fleet = Path.Combine(folder.Path, "mixed.json");
        await File.WriteAllTextAsync(fleet, """
            {
              "models": { "flux": { "architecture": "flux", "path": "models/tiny-flux", "sizes": ["256x144"] } },
              "units": {
                "one": { "model": "flux", "accelerator": "a10g", "instance": "g5.xlarge", "devices": 1, "capacity": { "256x144": { "latencySeconds": 1, "perMinute": 60 } } },
                "four": { "model": "flux", "accelerator": "a10g", "instance": "g5.12xlarge", "devices": 4, "tensorParallel": 4, "capacity": { "256x144": { "latencySeconds": 1, "perMinute": 60 } } }
              }
            }
            """, TestContext.Current.CancellationToken);

        var rendering = await charts.RenderAsync(fleet);

        Assert.Equal("g5", Requirement(rendering.Single("NodePool", "amd-nvidia-a10g"), "karpenter.k8s.aws/instance-family").Text("values.0"));
        const string Instance = "node.kubernetes.io/instance-type";
        Assert.Equal("g5.12xlarge", rendering.Single("Deployment", "four-deployment").Map("spec/template/spec/nodeSelector")[Instance]);
        Assert.Equal("g5.12xlarge", rendering.Of("Job").Single(job => job.Name.StartsWith("four-compile", StringComparison.Ordinal)).Map("spec/template/spec/nodeSelector")[Instance]);
        Assert.DoesNotContain(Instance, rendering.Single("Deployment", "one-deployment").Map("spec/template/spec/nodeSelector").Keys);
    }

    [Fact]
    public async Task Only_pods_that_ask_for_devices_come_and_none_is_moved_for_price()
    {
        var rendering = await charts.RenderAsync("fleets/sd21.json");

        var gpu = rendering.Single("NodePool", "amd-nvidia-l4");
        Assert.Equal(("nvidia.com/gpu", "NoSchedule"), (gpu.Text("spec.template.spec.taints.0.key"), gpu.Text("spec.template.spec.taints.0.effect")));
        Assert.Equal("true", gpu.Map("spec.template.metadata.labels")["nvidia.com/gpu.present"]);
        var neuron = rendering.Single("NodePool", "amd-neuron-trn1");
        Assert.Equal("aws.amazon.com/neuron", neuron.Text("spec.template.spec.taints.0.key"));
        Assert.All([gpu, neuron], pool =>
        {
            Assert.Equal(("WhenEmpty", "30m"), (pool.Text("spec.disruption.consolidationPolicy"), pool.Text("spec.disruption.consolidateAfter")));
            Assert.Equal(("720h", "1h"), (pool.Text("spec.template.spec.expireAfter"), pool.Text("spec.template.spec.terminationGracePeriod")));
        });
    }

    /// <summary>A limit below what a unit may grow to would leave pods waiting with nobody knowing why.</summary>
    [Theory]
    [InlineData("fleet.json")]
    [InlineData("fleets/sd21.json")]
    public async Task Limits_leave_room_for_every_unit_at_its_most(string fleet)
    {
        var rendering = await charts.RenderAsync(fleet);

        Assert.All(FleetDefinition.Load(fleet).Units.GroupBy(unit => unit.NodePool), units =>
        {
            var limits = rendering.Single("NodePool", units.Key).Map("spec.limits");
            var needed = units.Sum(unit => unit.Replicas.Max * unit.Devices) + units.Min(unit => unit.Devices);
            Assert.InRange(int.Parse(limits[units.First().Accelerator.KubernetesResource]!), needed, int.MaxValue);
        });
    }

    [Fact]
    public async Task Spot_capacity_and_no_pools_at_all_are_choices()
    {
        var spot = await charts.RenderAsync("fleet.json", "--set", "nodes.capacityTypes={spot,on-demand}");
        Assert.Equal("spot", Requirement(spot.Single("NodePool", "amd-neuron-trn1"), "karpenter.sh/capacity-type").Text("values.0"));

        var none = await charts.RenderAsync("fleet.json", "--set", "nodes.create=false");
        Assert.Empty(none.Of("NodePool").Concat(none.Of("EC2NodeClass")));
    }

    private static Manifest Requirement(Manifest pool, string key) =>
        Assert.Single(pool.All("spec.template.spec.requirements"), requirement => requirement.Text("key") == key);
}

using System.Globalization;
using Fleet;
using Publishing.Tests.Charts;

namespace Publishing.Tests.Units;

/// <summary>What a cluster needs to know of a unit's workers beyond what the publisher writes.</summary>
public sealed class UnitDeploymentTests(PublishedCharts charts)
{
    private const string Pod = "spec/template/spec/";
    private const string Container = Pod + "containers/0/";

    public static TheoryData<string, string, string> Plugins => new()
    {
        { "flux-trn1", "ModelWorker.Neuron.dll", "libneuronpjrt.so" },
        { "flux-inf2", "ModelWorker.Neuron.dll", "libneuronpjrt.so" },
        { "flux-g5", "ModelWorker.Cuda.dll", "xla_cuda_plugin.so" },
    };

    [Theory]
    [MemberData(nameof(Plugins))]
    public async Task Workers_run_the_host_of_their_family_on_the_real_plugin(string unit, string program, string plugin)
    {
        var rendering = await charts.RenderAsync();
        var worker = rendering.Single("Deployment", $"{unit}-deployment");
        var settings = rendering.Single("ConfigMap", $"{unit}-config").Map("data");

        Assert.Equal(["dotnet", $"/app/{program}"], worker.List(Container + "command"));
        Assert.EndsWith(plugin, worker.All(Container + "env").Single(variable => variable.Text("name") == "Device__Plugin").Text("value"));
        // A ConfigMap changes under pods that are there; which programs they look for must not.
        Assert.DoesNotContain("Device__Plugin", settings.Keys);
        Assert.Equal(("/etc/inference/fleet.json", "/store", "/store/artifacts", unit),
            (settings["Fleet__Path"], settings["Fleet__Root"], settings["Artifacts__Path"], settings["Worker__Unit"]));
        Assert.DoesNotContain("Emulated", string.Join(' ', rendering.Objects.Select(item => item.Everything)), StringComparison.Ordinal);
    }

    /// <summary>Half of a trn1.32xlarge; all of an inf2.24xlarge and of a g5.12xlarge.</summary>
    [Theory]
    [InlineData("flux-trn1", "aws.amazon.com/neuron", "8", "my-scheduler", "amd-neuron-trn1", "trn1.32xlarge")]
    [InlineData("flux-inf2", "aws.amazon.com/neuron", "6", null, "amd-neuron-inf2", "inf2.24xlarge")]
    [InlineData("flux-g5", "nvidia.com/gpu", "4", null, "amd-nvidia-a10g", "g5.12xlarge")]
    public async Task Workers_go_where_their_devices_are(string unit, string resource, string devices, string? scheduler, string pool, string instance)
    {
        var rendering = await charts.RenderAsync();
        foreach (var item in rendering.CompileJobs.Where(job => job.Name.StartsWith(unit, StringComparison.Ordinal)).Append(rendering.Single("Deployment", $"{unit}-deployment")))
        {
            Assert.Equal(devices, item.Map(Container + "resources/requests")[resource]);
            Assert.Equal(devices, item.Map(Container + "resources/limits")[resource]);
            Assert.NotNull(item.Map(Container + "resources/requests")["cpu"]);
            Assert.Equal(item.Map(Container + "resources/requests")["memory"], item.Map(Container + "resources/limits")["memory"]);
            Assert.Equal(scheduler, item.Text(Pod + "schedulerName"));
            Assert.Equal(pool, item.Map(Pod + "nodeSelector")["karpenter.sh/nodepool"]);
            Assert.Equal(instance, item.Map(Pod + "nodeSelector").GetValueOrDefault("node.kubernetes.io/instance-type"));
            Assert.Equal((resource, "Exists", "NoSchedule"),
                (item.Text(Pod + "tolerations/0/key"), item.Text(Pod + "tolerations/0/operator"), item.Text(Pod + "tolerations/0/effect")));
            Assert.Equal("true", item.Map("spec/template/metadata/annotations")["karpenter.sh/do-not-disrupt"]);
        }
    }

    [Fact]
    public async Task Single_devices_go_to_any_machine_of_their_pool_and_need_no_scheduler_of_their_own()
    {
        var worker = (await charts.RenderAsync("fleets/sd21.json")).Single("Deployment", "sd21-inf2-deployment");

        Assert.Equal(["karpenter.sh/nodepool"], worker.Map(Pod + "nodeSelector").Keys);
        Assert.Null(worker.Text(Pod + "schedulerName"));
    }

    [Theory]
    [InlineData("startupProbe", "/health")]
    [InlineData("readinessProbe", "/readiness")]
    [InlineData("livenessProbe", "/health")]
    public async Task Every_worker_is_probed_at_its_declared_port(string probe, string path)
    {
        foreach (var worker in await WorkersAsync())
        {
            Assert.Equal(("http", "8000"), (worker.Text(Container + "ports/0/name"), worker.Text(Container + "ports/0/containerPort")));
            Assert.Equal(("HTTP", path, "http"),
                (worker.Text($"{Container}{probe}/httpGet/scheme"), worker.Text($"{Container}{probe}/httpGet/path"), worker.Text($"{Container}{probe}/httpGet/port")));
        }
    }

    [Fact]
    public async Task Starting_may_take_half_an_hour()
    {
        Assert.All(await WorkersAsync(), worker =>
            Assert.InRange(Number(worker, Container + "startupProbe/periodSeconds") * Number(worker, Container + "startupProbe/failureThreshold"), 1800, 3600));
    }

    [Fact]
    public async Task A_pod_is_given_longer_than_its_longest_request_behind_a_full_queue()
    {
        var rendering = await charts.RenderAsync();
        foreach (var unit in FleetDefinition.Load().Units)
        {
            var worker = rendering.Single("Deployment", $"{unit.Name}-deployment");
            var settings = rendering.Single("ConfigMap", $"{unit.Name}-config").Map("data");
            var slowest = unit.Capacity.Values.Max(figure => figure.Latency.TotalSeconds);
            var longest = slowest * int.Parse(settings["Worker__MaxSteps"]!, CultureInfo.InvariantCulture) / unit.Model.Steps;
            var drain = TimeSpan.Parse(settings["Worker__DrainTimeout"]!, CultureInfo.InvariantCulture).TotalSeconds;

            Assert.InRange(drain, longest + slowest * int.Parse(settings["Worker__QueueCapacity"]!, CultureInfo.InvariantCulture), 3600);
            var preStop = Number(worker, Container + "lifecycle/preStop/sleep/seconds");
            Assert.True(preStop > 0);
            // The worker itself takes ten seconds more for its last answers.
            Assert.True(Number(worker, Pod + "terminationGracePeriodSeconds") > preStop + drain + 10);
            var gateway = rendering.Single("ConfigMap", "gateway-config").Map("data")["DOTNET_shutdownTimeoutSeconds"];
            Assert.True(int.Parse(gateway!, CultureInfo.InvariantCulture) > drain);
        }
    }

    [Fact]
    public async Task Pods_may_do_nothing_that_they_do_not_need()
    {
        var rendering = await charts.RenderAsync();
        foreach (var item in rendering.CompileJobs.Concat(await WorkersAsync()))
        {
            Assert.Equal(("true", "1654", "RuntimeDefault"),
                (item.Text(Pod + "securityContext/runAsNonRoot"), item.Text(Pod + "securityContext/runAsUser"), item.Text(Pod + "securityContext/seccompProfile/type")));
            Assert.Equal(("true", "false", "true"), (item.Text(Container + "securityContext/readOnlyRootFilesystem"),
                item.Text(Container + "securityContext/allowPrivilegeEscalation"), item.Text(Container + "securityContext/runAsNonRoot")));
            Assert.Equal(["ALL"], item.List(Container + "securityContext/capabilities/drop"));
            var volumes = item.All(Pod + "volumes").ToDictionary(volume => volume.Text("name")!);
            Assert.Equal("Memory", volumes["shm"].Text("emptyDir.medium"));
            Assert.NotNull(volumes["shm"].Text("emptyDir.sizeLimit"));
            Assert.NotNull(volumes["tmp"].Text("emptyDir.sizeLimit"));
            var mounts = item.All(Container + "volumeMounts").ToDictionary(mount => mount.Text("mountPath")!, mount => mount.Text("name"));
            Assert.Equal(("shm", "tmp", "store", "fleet"), (mounts["/dev/shm"], mounts["/tmp"], mounts["/store"], mounts["/etc/inference"]));
        }

        Assert.All(await WorkersAsync(), worker => Assert.Equal("false", worker.Text(Pod + "automountServiceAccountToken")));
    }

    /// <summary>Old pods serve while the next are held: what they may read again must be what they were made with.</summary>
    [Fact]
    public async Task Pods_carry_their_own_part_of_the_fleet()
    {
        var rendering = await charts.RenderAsync();
        foreach (var item in rendering.CompileJobs.Concat(await WorkersAsync()))
        {
            var file = item.All(Pod + "volumes").Single(volume => volume.Text("name") == "fleet").All("projected.sources").Single().All("downwardAPI.items").Single();
            Assert.Equal(("fleet.json", "metadata.annotations['inference/fleet']"), (file.Text("path"), file.Text("fieldRef.fieldPath")));
            var text = item.Map("spec/template/metadata/annotations")["inference/fleet"]!;
            var unit = Assert.Single(FleetDefinition.Parse(System.Text.Encoding.UTF8.GetBytes(text)).Units);
            Assert.StartsWith(unit.Name, item.Name, StringComparison.Ordinal);
            var given = FleetDefinition.Load().Units.Single(other => other.Name == unit.Name);
            Assert.Equal((given.Model.Path, given.Instance, given.Devices, given.TensorParallel), (unit.Model.Path, unit.Instance, unit.Devices, unit.TensorParallel));
            Assert.Equal(given.Sizes, unit.Sizes);
            // No pod is replaced because there are to be more of them.
            Assert.DoesNotContain("replicas", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Each_unit_has_an_account_a_budget_and_a_service_and_leaves_replicas_to_the_scaler()
    {
        var rendering = await charts.RenderAsync();
        foreach (var worker in await WorkersAsync())
        {
            var unit = worker.Name[..^"-deployment".Length];
            Assert.Null(worker.At("spec.replicas"));
            Assert.Equal(unit, worker.Text(Pod + "serviceAccountName"));
            rendering.Single("ServiceAccount", unit);
            rendering.Single("Service", $"{unit}-service");
            var budget = rendering.Single("PodDisruptionBudget", $"{unit}-budget");
            Assert.Equal("1", budget.Text("spec.maxUnavailable"));
            Assert.Equal(unit, budget.Map("spec.selector.matchLabels")["app.kubernetes.io/component"]);
            Assert.Equal("topology.kubernetes.io/zone", worker.Text(Pod + "topologySpreadConstraints/0/topologyKey"));
        }
    }

    private async Task<IReadOnlyList<Manifest>> WorkersAsync() =>
        [.. (await charts.RenderAsync()).Of("Deployment").Where(item => item.Name.StartsWith("flux-", StringComparison.Ordinal))];

    private static int Number(Manifest item, string path) => int.Parse(item.Text(path)!, CultureInfo.InvariantCulture);
}

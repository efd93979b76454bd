using Publishing.Tests.Charts;

namespace Publishing.Tests.Units;

/// <summary>Compile Jobs end (the seeds' never did), run where their programs will, and may let their own unit go.</summary>
public sealed class CompileJobTests(PublishedCharts charts)
{
    private const string Container = "spec/template/spec/containers/0/";

    [Fact]
    public async Task There_is_a_Job_for_each_unit_and_size_that_ends()
    {
        var jobs = (await charts.RenderAsync()).CompileJobs.ToList();

        Assert.Equal(
            from unit in (string[])["flux-g5", "flux-inf2", "flux-trn1"] from size in (string[])["1024x576", "256x144", "512x512"] select $"{unit} {size}",
            jobs.Select(job => $"{Argument(job, "--Worker:Unit")} {Argument(job, "--size")}").Order(StringComparer.Ordinal));
        Assert.All(jobs, job =>
        {
            Assert.Matches($"^{Argument(job, "--Worker:Unit")}-compile-{Argument(job, "--size")}-[0-9a-f]{{8}}$", job.Name);
            Assert.Equal(("2", "86400", "604800"),
                (job.Text("spec.backoffLimit"), job.Text("spec.activeDeadlineSeconds"), job.Text("spec.ttlSecondsAfterFinished")));
            Assert.Equal("Never", job.Text("spec.template.spec.restartPolicy"));
            Assert.StartsWith("model-store-writer-", job.All("spec.template.spec.volumes").Single(volume => volume.Text("name") == "store").Text("persistentVolumeClaim.claimName"));
        });
    }

    [Theory]
    [InlineData("flux-trn1", "inference/compiler:amd64-neuron-", "libneuronpjrt.so")]
    [InlineData("flux-g5", "inference/compiler:amd64-cuda-", "xla_cuda_plugin.so")]
    public async Task Each_family_has_its_own_compiler(string unit, string image, string plugin)
    {
        var job = (await JobsAsync(unit))[0];

        Assert.StartsWith(image, job.Text(Container + "image"));
        Assert.EndsWith(plugin, job.All(Container + "env").Single(variable => variable.Text("name") == "Device__Plugin").Text("value"));
    }

    [Fact]
    public async Task A_Job_may_see_and_change_its_units_Deployment_and_nothing_else()
    {
        var rendering = await charts.RenderAsync();
        var role = rendering.Single("Role", "flux-trn1-release");
        var rule = Assert.Single(role.All("rules"));

        Assert.Equal(["apps"], rule.List("apiGroups"));
        Assert.Equal(["deployments"], rule.List("resources"));
        Assert.Equal(["flux-trn1-deployment"], rule.List("resourceNames"));
        Assert.Equal(["get", "patch"], rule.List("verbs"));
        var binding = rendering.Single("RoleBinding", "flux-trn1-release-binding");
        Assert.Equal(("ServiceAccount", "compiler"), (binding.Text("subjects.0.kind"), binding.Text("subjects.0.name")));
        Assert.All(rendering.Of("Job"), job => Assert.Equal("compiler", job.Text("spec.template.spec.serviceAccountName")));
    }

    [Fact]
    public async Task New_content_is_a_new_Job_and_the_same_content_the_same()
    {
        var before = await JobsAsync("flux-trn1");
        var other = await JobsAsync("flux-trn1", "--set", "images.compiler.neuron=registry.example/compiler:2.0.0");
        var untouched = await JobsAsync("flux-g5", "--set", "images.compiler.neuron=registry.example/compiler:2.0.0");
        var settings = await JobsAsync("flux-trn1", "--set", "compile.keepSeconds=60");

        Assert.Empty(before.Select(job => job.Name).Intersect(other.Select(job => job.Name)));
        Assert.Equal((await JobsAsync("flux-g5")).Select(job => job.Name), untouched.Select(job => job.Name));
        // What may be changed in a Job that is there needs no other.
        Assert.Equal(before.Select(job => job.Name), settings.Select(job => job.Name));
    }

    /// <summary>A Job's template cannot be changed: whatever a value changes in it must change the name.</summary>
    [Theory]
    [InlineData("compile.benchmarkRuns=50")]
    [InlineData("units.flux-trn1.memory=200Gi")]
    [InlineData("units.flux-trn1.cpu=60")]
    [InlineData("security.huggingFaceSecret=other")]
    [InlineData("compile.again=once")]
    public async Task A_template_that_differs_has_another_name(string value)
    {
        var before = (await JobsAsync("flux-trn1"))[0];
        var after = (await JobsAsync("flux-trn1", "--set", value))[0];

        Assert.NotEqual(before.Name, after.Name);
    }

    [Theory]
    [InlineData(true, "http://collector-service:4317")]
    [InlineData(false, "")]
    public async Task Jobs_send_telemetry_where_the_others_do(bool enabled, string endpoint)
    {
        var rendering = await charts.RenderAsync(arguments: ["--set", $"observability.enabled={(enabled ? "true" : "false")}"]);

        var settings = rendering.Single("ConfigMap", "compiler-config").Map("data");
        Assert.Equal((endpoint, "grpc", "compiler"), (settings["OTEL_EXPORTER_OTLP_ENDPOINT"], settings["OTEL_EXPORTER_OTLP_PROTOCOL"], settings["OTEL_SERVICE_NAME"]));
        Assert.All(rendering.CompileJobs, job =>
        {
            Assert.Equal("compiler-config", job.Text(Container + "envFrom/0/configMapRef/name"));
            Assert.Contains(job.All(Container + "env"), variable => variable.Text("name") == "OTEL_RESOURCE_ATTRIBUTES");
        });
    }

    [Fact]
    public async Task The_seeds_benchmark_is_a_value()
    {
        Assert.All(await JobsAsync("flux-trn1"), job => Assert.Equal("0", Argument(job, "--benchmark")));
        Assert.All(await JobsAsync("flux-trn1", "--set", "compile.benchmarkRuns=50"), job => Assert.Equal("50", Argument(job, "--benchmark")));
    }

    [Fact]
    public async Task Without_compiling_there_are_no_Jobs_and_nothing_is_held()
    {
        var rendering = await charts.RenderAsync(arguments: ["--set", "compile.enabled=false"]);

        Assert.Empty(rendering.Of("Job"));
        Assert.DoesNotContain(rendering.Of("Role"), role => role.Name.EndsWith("-release", StringComparison.Ordinal));
        Assert.Equal("false", rendering.Single("Deployment", "flux-trn1-deployment").Text("spec.paused"));
    }

    private async Task<IReadOnlyList<Manifest>> JobsAsync(string unit, params string[] arguments) =>
        [.. (await charts.RenderAsync(arguments: arguments)).Of("Job").Where(job => job.Name.StartsWith($"{unit}-compile-", StringComparison.Ordinal))];

    private static string Argument(Manifest job, string name) =>
        job.List(Container + "args").Single(argument => argument.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..];
}

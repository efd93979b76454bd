using System.Text.Json.Nodes;
using Publishing.Tests.Charts;

namespace Publishing.Tests.Units;

/// <summary>
/// A unit's rollout is held until its programs are compiled. There is no cluster to ask here, so the template's questions
/// are put to values instead: <c>global.jobs</c> by name, and <c>global.deployment</c>.
/// </summary>
public sealed class HeldRolloutTests(PublishedCharts charts) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_a_cluster_to_ask_every_unit_is_held()
    {
        var rendering = await charts.RenderAsync();

        Assert.All(["flux-trn1", "flux-inf2", "flux-g5"], unit => Assert.Equal("true", rendering.Single("Deployment", $"{unit}-deployment").Text("spec.paused")));
    }

    [Fact]
    public async Task The_Deployment_names_what_its_Jobs_compile()
    {
        var rendering = await charts.RenderAsync();
        var worker = rendering.Single("Deployment", "flux-trn1-deployment");
        var content = worker.Map("metadata.annotations")["inference/content"];

        Assert.Equal(content, worker.Map("spec.template.metadata.annotations")["inference/content"]);
        Assert.All(rendering.CompileJobs.Where(job => job.Name.StartsWith("flux-trn1-", StringComparison.Ordinal)), job =>
        {
            Assert.Contains($"--content={content}", job.List("spec/template/spec/containers/0/args"));
            Assert.Contains("--release=flux-trn1-deployment", job.List("spec/template/spec/containers/0/args"));
        });
    }

    /// <summary>Programs are found by the version of the workers too, whose image alone may change.</summary>
    [Theory]
    [InlineData("parameters.flux_trn1.flux_trn1_image=inference/worker:2", true)]
    [InlineData("images.compiler.neuron=inference/compiler:2", true)]
    [InlineData("images.compiler.cuda=inference/compiler:2", false)]
    [InlineData("compile.benchmarkRuns=50", false)]
    [InlineData("compile.again=once", false)]
    [InlineData("units.flux-trn1.memory=200Gi", false)]
    [InlineData("security.huggingFaceSecret=other", false)]
    public async Task It_is_held_for_what_its_programs_depend_on_and_for_nothing_else(string value, bool isOther)
    {
        var (before, after) = (await charts.RenderAsync(), await charts.RenderAsync(arguments: ["--set", value]));

        Assert.Equal(isOther, Content(before) != Content(after));
    }

    [Theory]
    [InlineData("compile.benchmarkRuns=50")]
    [InlineData("compile.again=once")]
    [InlineData("security.huggingFaceSecret=other")]
    public async Task What_concerns_Jobs_alone_replaces_no_worker(string value)
    {
        var (before, after) = (await charts.RenderAsync(), await charts.RenderAsync(arguments: ["--set", value]));

        Assert.Equal(Worker(before).Everything, Worker(after).Everything);
    }

    [Theory]
    [InlineData("{}", "true")]
    [InlineData("""{ "metadata": { "annotations": { "released.inference/CONTENT": "true" } }, "spec": {} }""", "false")]
    // Rolled back by hand, or overtaken: what was let go with this content is let go.
    [InlineData("""{ "metadata": { "annotations": { "released.inference/CONTENT": "true" } }, "spec": { "paused": true } }""", "false")]
    [InlineData("""{ "metadata": { "annotations": { "released.inference/0ldc0de0": "true" } }, "spec": {} }""", "true")]
    [InlineData("""{ "metadata": { "annotations": { "inference/content": "CONTENT" } }, "spec": {} }""", "true")]
    public async Task It_is_held_until_it_was_let_go_with_this_content_and_then_compiled_no_more(string deployment, string held)
    {
        var asked = await AskAsync(deployment, "{}");

        Assert.Equal(held, Worker(asked).Text("spec.paused"));
        Assert.Equal(held == "true" ? 3 : 0, asked.CompileJobs.Count(job => job.Name.StartsWith("flux-trn1-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Jobs_that_are_done_stay_for_their_logs_and_can_be_asked_for_again()
    {
        const string Released = """{ "metadata": { "annotations": { "released.inference/CONTENT": "true" } } }""";
        var job = (await charts.RenderAsync()).CompileJobs.First(job => job.Name.StartsWith("flux-trn1-", StringComparison.Ordinal)).Name;

        var there = await AskAsync(Released, $$"""{ "{{job}}": { "kind": "Job" } }""");
        var again = await AskAsync(Released, "{}", "--set", "compile.again=once");

        Assert.Equal(job, Assert.Single(there.CompileJobs, item => item.Name.StartsWith("flux-trn1-", StringComparison.Ordinal)).Name);
        Assert.Equal(3, again.CompileJobs.Count(item => item.Name.StartsWith("flux-trn1-", StringComparison.Ordinal)));
        Assert.DoesNotContain(again.CompileJobs, item => item.Name == job);
        Assert.Equal("false", Worker(again).Text("spec.paused"));
    }

    /// <summary>helm stores manifests as they were rendered, and a rollback brings back one that was held.</summary>
    [Fact]
    public async Task After_an_upgrade_and_a_rollback_a_Job_lets_go_what_was_let_go_before()
    {
        var rendering = await charts.RenderAsync();
        var hook = rendering.Single("Job", "release-compiled");

        var annotations = hook.Map("metadata.annotations");
        Assert.Equal(("post-upgrade,post-rollback", "before-hook-creation,hook-succeeded"), (annotations["helm.sh/hook"], annotations["helm.sh/hook-delete-policy"]));
        Assert.Equal(["--resume=flux-trn1-deployment,flux-inf2-deployment,flux-g5-deployment"], hook.List("spec/template/spec/containers/0/args"));
        Assert.Equal(("compiler", "cpu"), (hook.Text("spec.template.spec.serviceAccountName"), hook.Map("spec/template/spec/nodeSelector")["karpenter.sh/nodepool"]));
        Assert.Equal(["tmp"], hook.All("spec/template/spec/volumes").Select(volume => volume.Text("name")));
        Assert.Equal("900", hook.Text("spec.activeDeadlineSeconds"));
        var network = rendering.Single("NetworkPolicy", "release-compiled-network");
        Assert.Equal(hook.Map("spec/template/metadata/labels")["app.kubernetes.io/component"], network.Map("spec.podSelector.matchLabels")["app.kubernetes.io/component"]);
    }

    [Fact]
    public async Task The_readme_says_how_to_get_out_when_a_unit_stays_held()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(await charts.ChartAsync(), "README.md"), TestContext.Current.CancellationToken);

        Assert.All(["kubectl delete job", "kubectl rollout resume", "--atomic", "/spec/paused", "compile.enabled=false", "compile.again"],
            said => Assert.Contains(said, readme, StringComparison.Ordinal));
    }

    private static Manifest Worker(Rendering rendering) => rendering.Single("Deployment", "flux-trn1-deployment");

    private static string Content(Rendering rendering) => Worker(rendering).Map("metadata.annotations")["inference/content"]!;

    private async Task<Rendering> AskAsync(string deployment, string jobs, params string[] arguments)
    {
        var content = Content(await charts.RenderAsync());
        var found = new JsonObject { ["jobs"] = JsonNode.Parse(jobs), ["deployment"] = JsonNode.Parse(deployment.Replace("CONTENT", content, StringComparison.Ordinal)) };
        var asked = await charts.RenderChartAsync(await AskingValuesAsync(), ["--set-json", $"global={found.ToJsonString()}", .. arguments]);
        Assert.True(asked.Succeeded, asked.Messages);
        return asked;
    }

    private async Task<string> AskingValuesAsync()
    {
        var chart = Path.Combine(_folder.Path, $"{Guid.NewGuid():n}");
        var published = await charts.ChartAsync();
        foreach (var file in ChartFiles.Of(published))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(chart, file))!);
            File.Copy(Path.Combine(published, file), Path.Combine(chart, file));
        }

        foreach (var template in Directory.EnumerateFiles(Path.Combine(chart, "templates", "flux-trn1")))
        {
            var text = await File.ReadAllTextAsync(template, TestContext.Current.CancellationToken);
            var asking = text
                .Replace("lookup `apps/v1` `Deployment` .Release.Namespace `flux-trn1-deployment`", "default dict .Values.global.deployment", StringComparison.Ordinal)
                .Replace("lookup `batch/v1` `Job` .Release.Namespace", "get (default dict .Values.global.jobs)", StringComparison.Ordinal);
            Assert.DoesNotContain("lookup", asking, StringComparison.Ordinal);
            await File.WriteAllTextAsync(template, asking, TestContext.Current.CancellationToken);
        }

        return chart;
    }
}

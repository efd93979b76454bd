using System.Text.Json.Nodes;
using Publishing.Tests.Charts;

namespace Publishing.Tests.Units;

/// <summary>
/// A unit's rollout is held until its programs are compiled. There is no cluster to ask here, so the template's questions
/// are put to values instead: <c>global.jobs</c> by size, and <c>global.deployment</c>.
/// </summary>
public sealed class HeldRolloutTests(PublishedCharts charts) : IDisposable
{
    private const string Template = "templates/flux-trn1/deployment.yaml";

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
        Assert.All(rendering.Of("Job").Where(job => job.Name.StartsWith("flux-trn1-", StringComparison.Ordinal)), job =>
        {
            Assert.EndsWith($"-{content}", job.Name);
            Assert.Contains($"--content={content}", job.List("spec/template/spec/containers/0/args"));
            Assert.Contains("--release=flux-trn1-deployment", job.List("spec/template/spec/containers/0/args"));
        });
    }

    [Theory]
    [InlineData("""{ "256x144": { "status": { "succeeded": 1 } }, "512x512": { "status": { "succeeded": 1 } }, "1024x576": { "status": { "succeeded": 1 } } }""", "{}", "false")]
    [InlineData("""{ "256x144": { "status": { "succeeded": 1 } }, "512x512": { "status": { "active": 1 } }, "1024x576": { "status": { "succeeded": 1 } } }""", "{}", "true")]
    [InlineData("""{ "256x144": { "status": { "succeeded": 1 } } }""", "{}", "true")]
    // Jobs are deleted after a week; what was let go stays so.
    [InlineData("{}", """{ "metadata": { "annotations": { "inference/content": "CONTENT" } }, "spec": {} }""", "false")]
    [InlineData("{}", """{ "metadata": { "annotations": { "inference/content": "CONTENT" } }, "spec": { "paused": true } }""", "true")]
    [InlineData("{}", """{ "metadata": { "annotations": { "inference/content": "0ldc0de0" } }, "spec": {} }""", "true")]
    public async Task It_is_held_until_its_Jobs_are_done_or_this_content_was_let_go_before(string jobs, string deployment, string held)
    {
        var rendering = await charts.RenderAsync();
        var content = rendering.Single("Deployment", "flux-trn1-deployment").Map("metadata.annotations")["inference/content"];
        var chart = await AskingValuesAsync();
        var found = new JsonObject { ["jobs"] = JsonNode.Parse(jobs), ["deployment"] = JsonNode.Parse(deployment.Replace("CONTENT", content, StringComparison.Ordinal)) };

        var asked = await charts.RenderChartAsync(chart, "--set-json", $"global={found.ToJsonString()}", "--show-only", Template);

        Assert.True(asked.Succeeded, asked.Messages);
        Assert.Equal(held, Assert.Single(asked.Objects).Text("spec.paused"));
    }

    private async Task<string> AskingValuesAsync()
    {
        var chart = Path.Combine(_folder.Path, "chart");
        var published = await charts.ChartAsync();
        foreach (var file in ChartFiles.Of(published))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(chart, file))!);
            File.Copy(Path.Combine(published, file), Path.Combine(chart, file));
        }

        var template = Path.Combine(chart, Template);
        var text = await File.ReadAllTextAsync(template, TestContext.Current.CancellationToken);
        var asking = text
            .Replace("lookup `apps/v1` `Deployment` .Release.Namespace `flux-trn1-deployment`", "default dict .Values.global.deployment", StringComparison.Ordinal)
            .Replace("lookup `batch/v1` `Job` $.Release.Namespace (printf `flux-trn1-compile-%s-%s` . $content)", "default dict (index $.Values.global.jobs .)", StringComparison.Ordinal);
        Assert.DoesNotContain("lookup", asking, StringComparison.Ordinal);
        await File.WriteAllTextAsync(template, asking, TestContext.Current.CancellationToken);
        return chart;
    }
}

using System.Text;
using System.Text.RegularExpressions;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.Testing;
using Publishing.Tests.Charts;

namespace Publishing.Tests;

/// <summary>
/// Compares the chart with what the publisher writes for the same topology by itself. Each file that is not the same has
/// its reason here.
/// </summary>
public sealed class OfficialFormTests(PublishedCharts charts, ITestOutputHelper output)
{
    /// <summary>Files by pattern, and why they are not as the publisher writes them, or not written by it.</summary>
    private static readonly (string Files, string Why)[] Reasons =
    [
        ("Chart.yaml", "the chart's objects need Kubernetes 1.34; the publisher's would take 1.18"),
        ("values.yaml", "images get a tag in place of latest; our sections follow the publisher's three"),
        ("values.schema.json", "ours: helm refuses what the chart cannot use"),
        ("templates/refusals.yaml", "ours: no object, but what values cannot work together"),
        ("README.md", "ours: describes the chart and its values"),
        ("fleet.json", "ours: the fleet as pods read it, by a ConfigMap"),
        ("templates/.+/deployment.yaml", "probes, devices, placement, rights and volumes are added; replicas belong to the autoscaler"),
        ("templates/[^/]+/config.yaml", "where telemetry goes and what only a cluster has are added, some of it by values of ours"),
        ("templates/(gateway|frontend|flux-[^/]+)/service.yaml", "the load balancer is told how to ask whether a pod is ready"),
        ("templates/compiler/deployment.yaml", "a compile job is a Job for each unit and size, and no Deployment"),
        ("templates/[^/]+/(?!(config|service|deployment|secrets)\\.yaml)[^/]+\\.yaml", "ours: a kind that the publisher does not write"),
    ];

    [Fact]
    public async Task Every_difference_from_the_official_form_has_a_reason()
    {
        var ours = await charts.ChartAsync();
        using var folder = new TemporaryFolder();
        await PublishAsBeforeAsync(folder.Path);

        var table = new StringBuilder("| file | as the publisher writes it |\n| --- | --- |\n");
        foreach (var file in ChartFiles.Of(ours).Union(ChartFiles.Of(folder.Path)).Order(StringComparer.Ordinal))
        {
            var same = await SameAsync(Path.Combine(ours, file), Path.Combine(folder.Path, file));
            var why = Reasons.Where(reason => Regex.IsMatch(file.Replace('\\', '/'), $"^{reason.Files}$")).Select(reason => reason.Why).LastOrDefault();
            Assert.True(same || why is not null, $"{file} is not as the publisher writes it, and nobody says why.");
            table.Append($"| {file} | {(same ? "same" : $"no: {why}")} |\n");
        }

        output.WriteLine(table.ToString());
        Assert.Contains("| templates/flux-trn1/service.yaml | same |", table.ToString(), StringComparison.Ordinal);
        var chart = (Ours: await LinesAsync(ours, "Chart.yaml"), Theirs: await LinesAsync(folder.Path, "Chart.yaml"));
        Assert.Equal(["kubeVersion: \">= 1.34.0-0\""], chart.Ours.Except(chart.Theirs));
        Assert.Equal(chart.Theirs.Length, chart.Ours.Length);
    }

    /// <summary>The same topology, published without what we add to it.</summary>
    private static async Task PublishAsBeforeAsync(string folder)
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            ["--operation", "publish", "--step", "publish-k8s", "--output-path", folder], TestContext.Current.CancellationToken);
        foreach (var resource in builder.Resources)
        {
            foreach (var added in resource.Annotations.OfType<KubernetesServiceCustomizationAnnotation>().ToArray())
                resource.Annotations.Remove(added);
        }

        await using var app = await builder.BuildAsync(TestContext.Current.CancellationToken);
        await app.RunAsync(TestContext.Current.CancellationToken);
    }

    private static Task<string[]> LinesAsync(string chart, string file) =>
        File.ReadAllLinesAsync(Path.Combine(chart, file), TestContext.Current.CancellationToken);

    private static async Task<bool> SameAsync(string first, string second) =>
        File.Exists(first) && File.Exists(second)
        && (await File.ReadAllTextAsync(first, TestContext.Current.CancellationToken)).Equals(await File.ReadAllTextAsync(second, TestContext.Current.CancellationToken), StringComparison.Ordinal);
}

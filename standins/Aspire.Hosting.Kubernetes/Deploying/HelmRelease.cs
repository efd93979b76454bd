using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;
using Aspire.Hosting.Processes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Kubernetes.Deploying;

/// <summary>The release of a chart in its namespace.</summary>
internal sealed partial record HelmRelease(string Name, string Namespace)
{
    private const string DefaultNamespace = "default";

    // What a release makes gets its name with more behind it.
    private const int LongestRelease = 53;
    private const int LongestNamespace = 63;

    /// <summary>The release and namespace as configured; the release is else called as the host's environment.</summary>
    public static async Task<HelmRelease> OfAsync(PipelineStepContext context, KubernetesEnvironmentResource environment)
    {
        var name = environment.TryGetLastAnnotation<HelmReleaseNameAnnotation>(out var named)
            ? await named.ReleaseName.GetValueAsync(context.CancellationToken).ConfigureAwait(false)
            : null;
        var space = environment.TryGetLastAnnotation<KubernetesNamespaceAnnotation>(out var placed)
            ? await placed.Namespace.GetValueAsync(context.CancellationToken).ConfigureAwait(false)
            : null;
        if (string.IsNullOrEmpty(name))
            name = context.Services.GetRequiredService<IHostEnvironment>().EnvironmentName.ToLowerInvariant();
        return new HelmRelease(
            Checked(name, "release name", LongestRelease),
            Checked(string.IsNullOrEmpty(space) ? DefaultNamespace : space, "namespace", LongestNamespace));
    }

    public static async Task InstallAsync(PipelineStepContext context, KubernetesEnvironmentResource environment)
    {
        var release = await OfAsync(context, environment).ConfigureAwait(false);
        var chart = EnvironmentSteps.OutputFolder(context, environment);
        string[] values = [Path.Combine(chart, "values.yaml"), DeployValues.File(chart, environment)];
        await UpgradeAsync(context, environment, release, [chart, "--wait", .. values.Where(File.Exists).SelectMany(file => new[] { "-f", file })])
            .ConfigureAwait(false);
    }

    public static Task InstallAsync(PipelineStepContext context, KubernetesHelmChartResource chart) => UpgradeAsync(
        context,
        chart.Parent,
        new HelmRelease(chart.ReleaseName ?? chart.Name, chart.Namespace ?? chart.Name),
        [chart.ChartReference, "--version", chart.ChartVersion, "--wait", .. chart.Values.SelectMany(value => new[] { "--set", $"{value.Key}={value.Value}" })]);

    public static async Task UninstallAsync(PipelineStepContext context, KubernetesEnvironmentResource environment)
    {
        var release = await OfAsync(context, environment).ConfigureAwait(false);
        await Tool.ExpectAsync(
            "helm",
            ["uninstall", release.Name, "--namespace", release.Namespace, .. environment.ClusterArguments],
            context.CancellationToken).ConfigureAwait(false);
    }

    private static Task UpgradeAsync(
        PipelineStepContext context, KubernetesEnvironmentResource environment, HelmRelease release, IEnumerable<string> chart) =>
        Tool.ExpectAsync(
            "helm",
            ["upgrade", "--install", release.Name, .. chart, "--namespace", release.Namespace, "--create-namespace", .. environment.ClusterArguments],
            context.CancellationToken);

    private static string Checked(string name, string what, int longest) =>
        name.Length <= longest && DnsLabel().IsMatch(name) ? name : throw new InvalidOperationException(
            $"'{name}' is no {what}: at most {longest} lower-case letters, digits and hyphens, with a letter or digit at both ends.");

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    private static partial Regex DnsLabel();
}

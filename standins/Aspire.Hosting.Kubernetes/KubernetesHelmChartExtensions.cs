using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.Kubernetes.Deploying;
using Aspire.Hosting.Pipelines;

namespace Aspire.Hosting;

/// <summary>Adds charts of others.</summary>
public static class KubernetesHelmChartExtensions
{
    /// <summary>Has a deployment install a chart of somebody else's after the environment's own.</summary>
    public static IResourceBuilder<KubernetesHelmChartResource> AddHelmChart(
        this IResourceBuilder<KubernetesEnvironmentResource> builder, string name, string chartReference, string chartVersion)
    {
        var chart = new KubernetesHelmChartResource(name, builder.Resource, chartReference, chartVersion);
        return builder.AddChild(chart).WithAnnotation(new PipelineStepAnnotation(_ => HelmSteps.Install(chart)));
    }

    /// <summary>Names the release's namespace.</summary>
    public static IResourceBuilder<KubernetesHelmChartResource> WithNamespace(
        this IResourceBuilder<KubernetesHelmChartResource> builder, string @namespace) =>
        builder.Change(chart => chart.Namespace = @namespace);

    /// <summary>Names the release.</summary>
    public static IResourceBuilder<KubernetesHelmChartResource> WithReleaseName(
        this IResourceBuilder<KubernetesHelmChartResource> builder, string releaseName) =>
        builder.Change(chart => chart.ReleaseName = releaseName);

    /// <summary>Sets a value of the chart.</summary>
    public static IResourceBuilder<KubernetesHelmChartResource> WithHelmValue(
        this IResourceBuilder<KubernetesHelmChartResource> builder, string key, string value) =>
        builder.Change(chart => chart.Values[key] = value);
}

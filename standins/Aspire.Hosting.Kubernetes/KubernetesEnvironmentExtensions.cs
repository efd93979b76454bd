using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.Kubernetes.Helm;

namespace Aspire.Hosting;

/// <summary>Adds and describes clusters to publish to.</summary>
public static class KubernetesEnvironmentExtensions
{
    /// <summary>Adds a cluster. While the application runs here, it is no part of it.</summary>
    public static IResourceBuilder<KubernetesEnvironmentResource> AddKubernetesEnvironment(
        this IDistributedApplicationBuilder builder, string name)
    {
        KubernetesValidation.AddTo(builder);
        var environment = new KubernetesEnvironmentResource(name)
        {
            ChartName = KubernetesName.Chart(builder.Environment.ApplicationName),
            Dashboard = builder.CreateResourceBuilder(KubernetesAspireDashboardResource.Create($"{name}-dashboard")),
        };
        return builder.ExecutionContext.IsRunMode ? builder.CreateResourceBuilder(environment) : builder.AddResource(environment);
    }

    /// <summary>Changes what the chart's objects have in common.</summary>
    public static IResourceBuilder<KubernetesEnvironmentResource> WithProperties(
        this IResourceBuilder<KubernetesEnvironmentResource> builder, Action<KubernetesEnvironmentResource> configure) =>
        builder.Change(configure);

    /// <summary>Says whether the chart has a dashboard.</summary>
    public static IResourceBuilder<KubernetesEnvironmentResource> WithDashboard(
        this IResourceBuilder<KubernetesEnvironmentResource> builder, bool enabled = true) =>
        builder.Change(environment => environment.DashboardEnabled = enabled);

    /// <summary>Gives the chart a dashboard and changes it.</summary>
    public static IResourceBuilder<KubernetesEnvironmentResource> WithDashboard(
        this IResourceBuilder<KubernetesEnvironmentResource> builder,
        Action<IResourceBuilder<KubernetesAspireDashboardResource>> configure)
    {
        configure(builder.Resource.Dashboard ?? throw new InvalidOperationException($"'{builder.Resource.Name}' was not added by AddKubernetesEnvironment."));
        return builder.WithDashboard();
    }

    /// <summary>Says how the chart is called and where it is installed.</summary>
    public static IResourceBuilder<KubernetesEnvironmentResource> WithHelm(
        this IResourceBuilder<KubernetesEnvironmentResource> builder, Action<HelmChartOptions>? configure = null)
    {
        configure?.Invoke(new HelmChartOptions(builder));
        return builder;
    }

    /// <summary>Adds a pool of nodes.</summary>
    public static IResourceBuilder<KubernetesNodePoolResource> AddNodePool(
        this IResourceBuilder<KubernetesEnvironmentResource> builder, string name) =>
        builder.AddChild(new KubernetesNodePoolResource(name, builder.Resource));

    /// <summary>Keeps the resource's pods on the nodes of a pool.</summary>
    public static IResourceBuilder<T> WithNodePool<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<KubernetesNodePoolResource> nodePool)
        where T : IResource => builder.WithAnnotation(new NodePoolAnnotation(nodePool.Resource));

    /// <summary>Adds a resource that exists in the cluster only.</summary>
    internal static IResourceBuilder<T> AddChild<T>(this IResourceBuilder<KubernetesEnvironmentResource> environment, T child)
        where T : IResource
    {
        var application = environment.ApplicationBuilder;
        return application.ExecutionContext.IsRunMode ? application.CreateResourceBuilder(child) : application.AddResource(child);
    }

    internal static IResourceBuilder<T> Change<T>(this IResourceBuilder<T> builder, Action<T> change)
        where T : IResource
    {
        change(builder.Resource);
        return builder;
    }
}

using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

/// <summary>Says how the chart is called and where it is installed.</summary>
public sealed class HelmChartOptions
{
    private readonly IResourceBuilder<KubernetesEnvironmentResource> _environment;

    internal HelmChartOptions(IResourceBuilder<KubernetesEnvironmentResource> environment) => _environment = environment;

    /// <summary>Names the chart.</summary>
    public HelmChartOptions WithChartName(string name) => With(new HelmChartNameAnnotation(Literal(name)));

    /// <summary>Names the chart.</summary>
    public HelmChartOptions WithChartName(IResourceBuilder<ParameterResource> name) => With(new HelmChartNameAnnotation(Value(name)));

    /// <summary>Gives the chart a version.</summary>
    public HelmChartOptions WithChartVersion(string version) => With(new HelmChartVersionAnnotation(Literal(version)));

    /// <summary>Gives the chart a version.</summary>
    public HelmChartOptions WithChartVersion(IResourceBuilder<ParameterResource> version) =>
        With(new HelmChartVersionAnnotation(Value(version)));

    /// <summary>Describes the chart.</summary>
    public HelmChartOptions WithChartDescription(string description) => With(new HelmChartDescriptionAnnotation(Literal(description)));

    /// <summary>Names the release.</summary>
    public HelmChartOptions WithReleaseName(string releaseName) => With(new HelmReleaseNameAnnotation(Literal(releaseName)));

    /// <summary>Names the release.</summary>
    public HelmChartOptions WithReleaseName(IResourceBuilder<ParameterResource> releaseName) =>
        With(new HelmReleaseNameAnnotation(Value(releaseName)));

    /// <summary>Names the release's namespace.</summary>
    public HelmChartOptions WithNamespace(string @namespace) => With(new KubernetesNamespaceAnnotation(Literal(@namespace)));

    /// <summary>Names the release's namespace.</summary>
    public HelmChartOptions WithNamespace(IResourceBuilder<ParameterResource> @namespace) =>
        With(new KubernetesNamespaceAnnotation(Value(@namespace)));

    private static ReferenceExpression Literal(string text) => ReferenceExpression.Create($"{text}");

    private static ReferenceExpression Value(IResourceBuilder<ParameterResource> parameter) =>
        ReferenceExpression.Create($"{parameter.Resource}");

    private HelmChartOptions With<T>(T annotation)
        where T : IResourceAnnotation
    {
        _environment.WithAnnotation(annotation, ResourceAnnotationMutationBehavior.Replace);
        return this;
    }
}

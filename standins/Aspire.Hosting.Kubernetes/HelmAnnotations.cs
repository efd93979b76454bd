using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

/// <summary>The chart's name.</summary>
public sealed class HelmChartNameAnnotation(ReferenceExpression name) : IResourceAnnotation
{
    public ReferenceExpression Name { get; } = name;
}

/// <summary>The chart's version, and that of what it installs.</summary>
public sealed class HelmChartVersionAnnotation(ReferenceExpression version) : IResourceAnnotation
{
    public ReferenceExpression Version { get; } = version;
}

/// <summary>What the chart is.</summary>
public sealed class HelmChartDescriptionAnnotation(ReferenceExpression description) : IResourceAnnotation
{
    public ReferenceExpression Description { get; } = description;
}

/// <summary>The release that a deployment installs or upgrades.</summary>
public sealed class HelmReleaseNameAnnotation(ReferenceExpression releaseName) : IResourceAnnotation
{
    public ReferenceExpression ReleaseName { get; } = releaseName;
}

/// <summary>The namespace of the release.</summary>
public sealed class KubernetesNamespaceAnnotation(ReferenceExpression @namespace) : IResourceAnnotation
{
    public ReferenceExpression Namespace { get; } = @namespace;
}

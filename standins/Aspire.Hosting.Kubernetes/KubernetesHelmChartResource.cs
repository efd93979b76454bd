using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

/// <summary>A chart of somebody else's, installed after the environment's own.</summary>
public class KubernetesHelmChartResource : Resource, IResourceWithParent<KubernetesEnvironmentResource>
{
    /// <summary>Names the chart and says where it is.</summary>
    public KubernetesHelmChartResource(string name, KubernetesEnvironmentResource environment, string chartReference, string chartVersion)
        : base(name) => (Parent, ChartReference, ChartVersion) = (environment, chartReference, chartVersion);

    /// <summary>Where it is, as in <c>oci://ghcr.io/kedacore/charts/keda</c>.</summary>
    public string ChartReference { get; }

    /// <summary>Its version.</summary>
    public string ChartVersion { get; }

    /// <summary>The namespace of its release; the resource's name when null.</summary>
    public string? Namespace { get; set; }

    /// <summary>The name of its release; the resource's name when null.</summary>
    public string? ReleaseName { get; set; }

    /// <summary>The environment.</summary>
    public KubernetesEnvironmentResource Parent { get; }

    internal Dictionary<string, string> Values { get; } = [];
}

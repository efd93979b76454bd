using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Helm;

namespace Aspire.Hosting.Kubernetes;

/// <summary>A cluster to publish to: everything that goes there becomes one Helm chart.</summary>
public sealed class KubernetesEnvironmentResource : Resource, IComputeEnvironmentResource
{
    /// <summary>Names the environment.</summary>
    public KubernetesEnvironmentResource(string name)
        : base(name) => EnvironmentSteps.AddTo(this);

    /// <summary>Whether the chart has a dashboard that the projects send their telemetry to.</summary>
    public bool DashboardEnabled { get; set; } = true;

    /// <summary>How a volume is stored that no <see cref="KubernetesPersistentVolumeResource"/> stands for: emptyDir, hostPath or pvc.</summary>
    public string DefaultStorageType { get; set; } = "emptyDir";

    /// <summary>The storage class of claims; null for the cluster's own.</summary>
    public string? DefaultStorageClassName { get; set; }

    /// <summary>The size of claims.</summary>
    public string DefaultStorageSize { get; set; } = "1Gi";

    /// <summary>The access mode of claims.</summary>
    public string DefaultStorageReadWritePolicy { get; set; } = "ReadWriteOnce";

    /// <summary>When images are pulled.</summary>
    public string DefaultImagePullPolicy { get; set; } = "IfNotPresent";

    /// <summary>The type of services.</summary>
    public string DefaultServiceType { get; set; } = "ClusterIP";

    /// <summary>Which cluster helm and kubectl talk to; null for their own choice.</summary>
    public string? KubeConfigPath { get; set; }

    /// <summary>The environment that this one is a part of.</summary>
    public IComputeEnvironmentResource? OwningComputeEnvironment { get; set; }

    /// <summary>The chart's name unless <see cref="HelmChartOptions.WithChartName(string)"/> gives one.</summary>
    internal string ChartName { get; init; } = "aspire";

    internal IResourceBuilder<KubernetesAspireDashboardResource>? Dashboard { get; set; }

    /// <summary>The dashboard, where the chart has one.</summary>
    internal KubernetesAspireDashboardResource? EnabledDashboard => DashboardEnabled ? Dashboard?.Resource : null;

    /// <summary>How helm and kubectl are told which cluster to talk to.</summary>
    internal IReadOnlyList<string> ClusterArguments => KubeConfigPath is { } path ? ["--kubeconfig", path] : [];

    /// <summary>What only a deployment knows, found while the chart was written.</summary>
    internal DeferredValues Deferred { get; } = new();

    /// <summary>The host name by which others in the cluster reach an endpoint.</summary>
    public ReferenceExpression GetHostAddressExpression(EndpointReference endpointReference) =>
        ReferenceExpression.Create($"{KubernetesName.Service(endpointReference.Resource.Name)}");
}

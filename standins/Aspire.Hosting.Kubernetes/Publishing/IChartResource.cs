using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Resources;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>A resource that exists in a cluster only: an ingress, a gateway, a volume. Its objects carry no labels of ours.</summary>
internal interface IChartResource : IResource
{
    KubernetesEnvironmentResource Environment { get; }

    /// <summary>What is written for it; none until <see cref="PrepareAsync"/> has run.</summary>
    IReadOnlyList<BaseKubernetesResource> Objects { get; }

    /// <summary>Works its objects out, once the services it points to are known.</summary>
    Task PrepareAsync(ServiceCatalog services, CancellationToken cancellationToken);
}

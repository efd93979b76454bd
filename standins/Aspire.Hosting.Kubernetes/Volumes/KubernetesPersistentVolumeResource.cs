using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Helm;
using Aspire.Hosting.Kubernetes.Publishing;
using Aspire.Hosting.Kubernetes.Resources;

namespace Aspire.Hosting.Kubernetes;

/// <summary>Storage that outlives the pods that use it, as a claim in the chart.</summary>
public sealed class KubernetesPersistentVolumeResource : Resource, IResourceWithParent<KubernetesEnvironmentResource>, IChartResource
{
    private PersistentVolumeClaim? _claim;

    /// <summary>Names the volume, and its claim.</summary>
    public KubernetesPersistentVolumeResource(string name, KubernetesEnvironmentResource environment)
        : base(name) => Parent = environment;

    /// <summary>The environment.</summary>
    public KubernetesEnvironmentResource Parent { get; }

    internal ReferenceExpression? Capacity { get; set; }

    internal ReferenceExpression? StorageClass { get; set; }

    internal List<PersistentVolumeAccessMode> AccessModes { get; } = [];

    internal Dictionary<string, ReferenceExpression> Notes { get; } = [];

    KubernetesEnvironmentResource IChartResource.Environment => Parent;

    IReadOnlyList<BaseKubernetesResource> IChartResource.Objects => _claim is null ? [] : [_claim];

    async Task IChartResource.PrepareAsync(ServiceCatalog services, CancellationToken cancellationToken)
    {
        var claim = new PersistentVolumeClaim { Metadata = { Name = KubernetesName.Of(Name) } };
        foreach (var (key, value) in Notes)
            claim.Metadata.Annotations[key] = await this.TextAsync(value, cancellationToken).ConfigureAwait(false);
        claim.Spec.AccessModes.AddRange(AccessModes.Count == 0
            ? [Parent.DefaultStorageReadWritePolicy]
            : AccessModes.Select(mode => mode.ToString()));
        claim.Spec.Resources.Requests["storage"] = Capacity is { } capacity
            ? await this.TextAsync(capacity, cancellationToken).ConfigureAwait(false)
            : Parent.DefaultStorageSize;
        claim.Spec.StorageClassName = (StorageClass is { } storageClass
            ? await this.TextAsync(storageClass, cancellationToken).ConfigureAwait(false)
            : Parent.DefaultStorageClassName)!;
        _claim = claim;
    }
}

/// <summary>A resource's pods use the volume.</summary>
internal sealed record PersistentVolumeBindingAnnotation(KubernetesPersistentVolumeResource Volume) : IResourceAnnotation;

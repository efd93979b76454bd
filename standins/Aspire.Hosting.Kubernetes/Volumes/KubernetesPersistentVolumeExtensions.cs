using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;

namespace Aspire.Hosting;

/// <summary>Adds and uses persistent volumes.</summary>
public static class KubernetesPersistentVolumeExtensions
{
    /// <summary>Adds a volume to the chart.</summary>
    public static IResourceBuilder<KubernetesPersistentVolumeResource> AddPersistentVolume(
        this IResourceBuilder<KubernetesEnvironmentResource> builder, string name) =>
        builder.AddChild(new KubernetesPersistentVolumeResource(name, builder.Resource));

    /// <summary>Gives it a size, as in <c>50Gi</c>.</summary>
    public static IResourceBuilder<KubernetesPersistentVolumeResource> WithCapacity(
        this IResourceBuilder<KubernetesPersistentVolumeResource> builder, string capacity) =>
        builder.Change(volume => volume.Capacity = ReferenceExpression.Create($"{capacity}"));

    /// <summary>Gives it a storage class.</summary>
    public static IResourceBuilder<KubernetesPersistentVolumeResource> WithStorageClass(
        this IResourceBuilder<KubernetesPersistentVolumeResource> builder, string storageClassName) =>
        builder.Change(volume => volume.StorageClass = ReferenceExpression.Create($"{storageClassName}"));

    /// <summary>Says who may use it at once.</summary>
    public static IResourceBuilder<KubernetesPersistentVolumeResource> WithAccessMode(
        this IResourceBuilder<KubernetesPersistentVolumeResource> builder, PersistentVolumeAccessMode accessMode) =>
        builder.Change(volume => volume.AccessModes.Add(accessMode));

    /// <summary>Says something to whatever provides it.</summary>
    public static IResourceBuilder<KubernetesPersistentVolumeResource> WithVolumeAnnotation(
        this IResourceBuilder<KubernetesPersistentVolumeResource> builder, string key, string value) =>
        builder.Change(volume => volume.Notes[key] = ReferenceExpression.Create($"{value}"));

    /// <summary>Mounts the volume; the resource's pods keep their names then.</summary>
    public static IResourceBuilder<T> WithPersistentVolume<T>(
        this IResourceBuilder<T> builder,
        IResourceBuilder<KubernetesPersistentVolumeResource> volume,
        string mountPath,
        bool isReadOnly = false)
        where T : IComputeResource => builder
        .WithAnnotation(new ContainerMountAnnotation(volume.Resource.Name, mountPath, ContainerMountType.Volume, isReadOnly))
        .WithAnnotation(new PersistentVolumeBindingAnnotation(volume.Resource));
}

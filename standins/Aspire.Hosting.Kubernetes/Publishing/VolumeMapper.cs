using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Helm;
using Aspire.Hosting.Kubernetes.Resources;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Where a container's volumes come from.</summary>
internal static class VolumeMapper
{
    private const string Capacity = "storage";

    public static void Map(KubernetesResource service)
    {
        foreach (var mount in service.Target.Annotations.OfType<ContainerMountAnnotation>())
        {
            if (mount.Type == ContainerMountType.BindMount)
                throw new InvalidOperationException($"'{service.Name}' binds '{mount.Source}': a folder of this machine is not there in a cluster.");
            service.Mounts.Add(new VolumeMountV1
            {
                Name = mount.Source ?? throw new InvalidOperationException($"A volume of '{service.Name}' needs a name to be published."),
                MountPath = mount.Target,
                ReadOnly = mount.IsReadOnly ? true : null,
            });
        }
    }

    /// <summary>The volume behind a mount.</summary>
    public static VolumeV1 Volume(KubernetesResource service, VolumeMountV1 mount)
    {
        var volume = new VolumeV1 { Name = mount.Name };
        if (service.Target.Annotations.OfType<PersistentVolumeBindingAnnotation>().Any(binding => binding.Volume.Name == mount.Name))
        {
            volume.PersistentVolumeClaim = new() { ClaimName = KubernetesName.Of(mount.Name), ReadOnly = mount.ReadOnly };
            return volume;
        }

        switch (service.Parent.DefaultStorageType.ToUpperInvariant())
        {
            case "EMPTYDIR":
                volume.EmptyDir = new();
                break;
            case "HOSTPATH":
                volume.HostPath = new() { Path = mount.MountPath, Type = "Directory" };
                break;
            case "PVC":
                volume.PersistentVolumeClaim = new() { ClaimName = Claim(service, mount).Metadata.Name };
                break;
            default:
                throw new InvalidOperationException(
                    $"The storage type '{service.Parent.DefaultStorageType}' is none of emptyDir, hostPath and pvc.");
        }

        return volume;
    }

    private static PersistentVolumeClaim Claim(KubernetesResource service, VolumeMountV1 mount)
    {
        var name = KubernetesName.Claim(service.Target.Name, mount.Name);
        if (service.Claims.Find(known => known.Metadata.Name == name) is { } known)
            return known;

        var environment = service.Parent;
        var claim = new PersistentVolumeClaim
        {
            Metadata = { Name = name, Labels = service.Labels },
            Spec = { StorageClassName = environment.DefaultStorageClassName! },
        };
        claim.Spec.AccessModes.Add(environment.DefaultStorageReadWritePolicy);
        claim.Spec.Resources.Requests[Capacity] = environment.DefaultStorageSize;
        service.Claims.Add(claim);
        return claim;
    }
}

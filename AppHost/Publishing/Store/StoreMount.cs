using Aspire.Hosting.Kubernetes.Resources;
using Fleet;

namespace AppHost.Publishing.Store;

/// <summary>The model store in a pod.</summary>
internal static class StoreMount
{
    public const string Path = FleetPaths.Store;

    private const string Volume = "store";

    /// <summary>For workers.</summary>
    public static void Read(PodSpecV1 pod) => Mount(pod, ModelStore.Reader, readOnly: true);

    /// <summary>For compile Jobs.</summary>
    public static void Write(PodSpecV1 pod) => Mount(pod, ModelStore.Writer, readOnly: null);

    private static void Mount(PodSpecV1 pod, string claim, bool? readOnly)
    {
        pod.Volumes.Add(new() { Name = Volume, PersistentVolumeClaim = new() { ClaimName = claim, ReadOnly = readOnly } });
        foreach (var container in pod.Containers)
            container.VolumeMounts.Add(new() { Name = Volume, MountPath = Path, ReadOnly = readOnly });
    }
}

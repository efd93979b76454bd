using Aspire.Hosting.Kubernetes.Resources;

namespace AppHost.Publishing;

/// <summary>
/// The fleet file in a cluster: <c>fleet.json</c> lies in the chart as it is here, a ConfigMap takes its text, and the
/// gateway mounts it and reads it again as it changes, without another pod. A unit's pods carry their part themselves.
/// </summary>
internal static class FleetConfig
{
    /// <summary>The file in the chart, and the key in the ConfigMap.</summary>
    public const string File = "fleet.json";

    /// <summary>The folder in a pod.</summary>
    public const string Folder = "/etc/inference";

    /// <summary>The ConfigMap.</summary>
    public const string Name = "fleet-config";

    private const string Volume = "fleet";

    public static ConfigMap ConfigMap()
    {
        var map = new ConfigMap { Metadata = { Name = Name } };
        map.Data[File] = Chart.Helm.Raw($"{{{{ .Files.Get \"{File}\" | toJson }}}}");
        return map;
    }

    /// <summary>Mounts the file into every container of a pod.</summary>
    public static void Mount(PodSpecV1 pod)
    {
        pod.Volumes.Add(new VolumeV1 { Name = Volume, ConfigMap = new() { Name = Name } });
        foreach (var container in pod.Containers)
            container.VolumeMounts.Add(new() { Name = Volume, MountPath = Folder, ReadOnly = true });
    }
}

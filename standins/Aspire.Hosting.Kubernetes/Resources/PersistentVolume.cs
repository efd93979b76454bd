using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>Storage of the cluster. The official spec has no csi member.</summary>
public sealed class PersistentVolume() : BaseKubernetesResource("v1", "PersistentVolume")
{
    [YamlMember(Alias = "spec")]
    public PersistentVolumeSpecV1 Spec { get; set; } = new();
}

public sealed class PersistentVolumeSpecV1
{
    [YamlMember(Alias = "storageClassName")]
    public string StorageClassName { get; set; } = null!;

    [YamlMember(Alias = "volumeAttributesClassName")]
    public string VolumeAttributesClassName { get; set; } = null!;

    [YamlMember(Alias = "volumeMode")]
    public string VolumeMode { get; set; } = null!;

    [YamlMember(Alias = "hostPath")]
    public HostPathVolumeSourceV1? HostPath { get; set; }

    [YamlMember(Alias = "accessModes")]
    public List<string> AccessModes { get; } = [];

    [YamlMember(Alias = "mountOptions")]
    public List<string> MountOptions { get; } = [];

    [YamlMember(Alias = "capacity")]
    public Dictionary<string, string> Capacity { get; set; } = [];

    [YamlMember(Alias = "persistentVolumeReclaimPolicy")]
    public string PersistentVolumeReclaimPolicy { get; set; } = null!;
}

using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>A volume of a pod.</summary>
public sealed class VolumeV1
{
    [YamlMember(Alias = "name")]
    public string Name { get; set; } = null!;

    [YamlMember(Alias = "hostPath")]
    public HostPathVolumeSourceV1? HostPath { get; set; }

    [YamlMember(Alias = "persistentVolumeClaim")]
    public PersistentVolumeClaimVolumeSourceV1? PersistentVolumeClaim { get; set; }

    [YamlMember(Alias = "configMap")]
    public ConfigMapVolumeSourceV1? ConfigMap { get; set; }

    [YamlMember(Alias = "emptyDir")]
    public EmptyDirVolumeSourceV1? EmptyDir { get; set; }

    [YamlMember(Alias = "secret")]
    public SecretVolumeSourceV1? Secret { get; set; }

    [YamlMember(Alias = "projected")]
    public ProjectedVolumeSourceV1? Projected { get; set; }
}

public sealed class EmptyDirVolumeSourceV1
{
    [YamlMember(Alias = "medium")]
    public string? Medium { get; set; }

    [YamlMember(Alias = "sizeLimit")]
    public string? SizeLimit { get; set; }
}

public sealed class HostPathVolumeSourceV1
{
    [YamlMember(Alias = "type")]
    public string Type { get; set; } = null!;

    [YamlMember(Alias = "path")]
    public string Path { get; set; } = null!;
}

public sealed class PersistentVolumeClaimVolumeSourceV1
{
    [YamlMember(Alias = "claimName")]
    public string ClaimName { get; set; } = null!;

    [YamlMember(Alias = "readOnly")]
    public bool? ReadOnly { get; set; }
}

public sealed class ConfigMapVolumeSourceV1
{
    [YamlMember(Alias = "defaultMode")]
    public int? DefaultMode { get; set; }

    [YamlMember(Alias = "name")]
    public string Name { get; set; } = null!;

    [YamlMember(Alias = "optional")]
    public bool? Optional { get; set; }

    [YamlMember(Alias = "items")]
    public List<KeyToPathV1> Items { get; } = [];
}

public sealed class SecretVolumeSourceV1
{
    [YamlMember(Alias = "defaultMode")]
    public int? DefaultMode { get; set; }

    [YamlMember(Alias = "secretName")]
    public string SecretName { get; set; } = null!;

    [YamlMember(Alias = "optional")]
    public bool? Optional { get; set; }

    [YamlMember(Alias = "items")]
    public List<KeyToPathV1> Items { get; } = [];
}

public sealed class KeyToPathV1
{
    [YamlMember(Alias = "mode")]
    public int? Mode { get; set; }

    [YamlMember(Alias = "path")]
    public string Path { get; set; } = null!;

    [YamlMember(Alias = "key")]
    public string Key { get; set; } = null!;
}

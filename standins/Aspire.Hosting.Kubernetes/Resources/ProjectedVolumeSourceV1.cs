using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>Several sources in one folder.</summary>
public sealed class ProjectedVolumeSourceV1
{
    [YamlMember(Alias = "defaultMode")]
    public int? DefaultMode { get; set; }

    [YamlMember(Alias = "sources")]
    public List<VolumeProjectionV1> Sources { get; } = [];
}

public sealed class VolumeProjectionV1
{
    [YamlMember(Alias = "configMap")]
    public ConfigMapProjectionV1? ConfigMap { get; set; }

    [YamlMember(Alias = "downwardAPI")]
    public DownwardApiProjectionV1? DownwardApi { get; set; }

    [YamlMember(Alias = "secret")]
    public SecretProjectionV1? Secret { get; set; }

    [YamlMember(Alias = "serviceAccountToken")]
    public ServiceAccountTokenProjectionV1? ServiceAccountToken { get; set; }
}

public sealed class ConfigMapProjectionV1
{
    [YamlMember(Alias = "items")]
    public List<KeyToPathV1> Items { get; } = [];

    [YamlMember(Alias = "name")]
    public string Name { get; set; } = null!;

    [YamlMember(Alias = "optional")]
    public bool? Optional { get; set; }
}

public sealed class SecretProjectionV1
{
    [YamlMember(Alias = "items")]
    public List<KeyToPathV1> Items { get; } = [];

    [YamlMember(Alias = "name")]
    public string Name { get; set; } = null!;

    [YamlMember(Alias = "optional")]
    public bool? Optional { get; set; }
}

public sealed class ServiceAccountTokenProjectionV1
{
    [YamlMember(Alias = "audience")]
    public string? Audience { get; set; }

    [YamlMember(Alias = "expirationSeconds")]
    public long? ExpirationSeconds { get; set; }

    [YamlMember(Alias = "path")]
    public string Path { get; set; } = null!;
}

public sealed class DownwardApiProjectionV1
{
    [YamlMember(Alias = "items")]
    public List<DownwardApiVolumeFileV1> Items { get; } = [];
}

public sealed class DownwardApiVolumeFileV1
{
    [YamlMember(Alias = "fieldRef")]
    public ObjectFieldSelectorV1? FieldRef { get; set; }

    [YamlMember(Alias = "mode")]
    public int? Mode { get; set; }

    [YamlMember(Alias = "path")]
    public string Path { get; set; } = null!;

    [YamlMember(Alias = "resourceFieldRef")]
    public ResourceFieldSelectorV1? ResourceFieldRef { get; set; }
}

using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>An environment variable, given or taken from elsewhere.</summary>
public sealed class EnvVarV1
{
    [YamlMember(Alias = "name")]
    public string Name { get; set; } = null!;

    [YamlMember(Alias = "value")]
    public string Value { get; set; } = null!;

    [YamlMember(Alias = "valueFrom")]
    public EnvVarSourceV1? ValueFrom { get; set; }
}

public sealed class EnvVarSourceV1
{
    [YamlMember(Alias = "configMapKeyRef")]
    public ConfigMapKeySelectorV1? ConfigMapKeyRef { get; set; }

    [YamlMember(Alias = "fieldRef")]
    public ObjectFieldSelectorV1? FieldRef { get; set; }

    [YamlMember(Alias = "resourceFieldRef")]
    public ResourceFieldSelectorV1? ResourceFieldRef { get; set; }

    [YamlMember(Alias = "secretKeyRef")]
    public SecretKeySelectorV1? SecretKeyRef { get; set; }
}

public sealed class ConfigMapKeySelectorV1
{
    [YamlMember(Alias = "name")]
    public string Name { get; set; } = null!;

    [YamlMember(Alias = "optional")]
    public bool? Optional { get; set; }

    [YamlMember(Alias = "key")]
    public string Key { get; set; } = null!;
}

public sealed class SecretKeySelectorV1
{
    [YamlMember(Alias = "name")]
    public string Name { get; set; } = null!;

    [YamlMember(Alias = "optional")]
    public bool? Optional { get; set; }

    [YamlMember(Alias = "key")]
    public string Key { get; set; } = null!;
}

public sealed class ObjectFieldSelectorV1
{
    [YamlMember(Alias = "fieldPath")]
    public string FieldPath { get; set; } = null!;

    [YamlMember(Alias = "apiVersion")]
    public string ApiVersion { get; set; } = null!;
}

public sealed class ResourceFieldSelectorV1
{
    [YamlMember(Alias = "containerName")]
    public string ContainerName { get; set; } = null!;

    [YamlMember(Alias = "resource")]
    public string Resource { get; set; } = null!;

    [YamlMember(Alias = "divisor")]
    public string Divisor { get; set; } = null!;
}

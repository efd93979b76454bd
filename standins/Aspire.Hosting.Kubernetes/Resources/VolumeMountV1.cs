using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>Where a container sees a volume.</summary>
public sealed class VolumeMountV1
{
    [YamlMember(Alias = "name")]
    public string Name { get; set; } = null!;

    [YamlMember(Alias = "mountPath")]
    public string MountPath { get; set; } = null!;

    [YamlMember(Alias = "subPath")]
    public string SubPath { get; set; } = null!;

    [YamlMember(Alias = "mountPropagation")]
    public string? MountPropagation { get; set; }

    [YamlMember(Alias = "subPathExpr")]
    public string? SubPathExpr { get; set; }

    [YamlMember(Alias = "readOnly")]
    public bool? ReadOnly { get; set; }

    [YamlMember(Alias = "recursiveReadOnly")]
    public string? RecursiveReadOnly { get; set; }
}

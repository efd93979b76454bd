using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>Whom a pod runs as, and to which group its volumes belong.</summary>
public sealed class PodSecurityContextV1
{
    [YamlMember(Alias = "seccompProfile")]
    public SeccompProfileV1? SeccompProfile { get; set; }

    [YamlMember(Alias = "fsGroup")]
    public long? FsGroup { get; set; }

    [YamlMember(Alias = "runAsGroup")]
    public long? RunAsGroup { get; set; }

    [YamlMember(Alias = "runAsUser")]
    public long? RunAsUser { get; set; }

    [YamlMember(Alias = "supplementalGroups")]
    public List<long> SupplementalGroups { get; } = [];

    [YamlMember(Alias = "runAsNonRoot")]
    public bool? RunAsNonRoot { get; set; }

    [YamlMember(Alias = "fsGroupChangePolicy")]
    public string FsGroupChangePolicy { get; set; } = null!;

    [YamlMember(Alias = "supplementalGroupsPolicy")]
    public string SupplementalGroupsPolicy { get; set; } = null!;
}

/// <summary>Whom a container runs as and what it may do.</summary>
public sealed class SecurityContextV1
{
    [YamlMember(Alias = "privileged")]
    public bool? Privileged { get; set; }

    [YamlMember(Alias = "seccompProfile")]
    public SeccompProfileV1? SeccompProfile { get; set; }

    [YamlMember(Alias = "readOnlyRootFilesystem")]
    public bool? ReadOnlyRootFilesystem { get; set; }

    [YamlMember(Alias = "allowPrivilegeEscalation")]
    public bool? AllowPrivilegeEscalation { get; set; }

    [YamlMember(Alias = "runAsGroup")]
    public long? RunAsGroup { get; set; }

    [YamlMember(Alias = "runAsUser")]
    public long? RunAsUser { get; set; }

    [YamlMember(Alias = "capabilities")]
    public CapabilitiesV1? Capabilities { get; set; }

    [YamlMember(Alias = "procMount")]
    public string? ProcMount { get; set; }

    [YamlMember(Alias = "runAsNonRoot")]
    public bool? RunAsNonRoot { get; set; }
}

public sealed class CapabilitiesV1
{
    [YamlMember(Alias = "add")]
    public List<string> Add { get; } = [];

    [YamlMember(Alias = "drop")]
    public List<string> Drop { get; } = [];
}

public sealed class SeccompProfileV1
{
    [YamlMember(Alias = "localhostProfile")]
    public string LocalhostProfile { get; set; } = null!;

    [YamlMember(Alias = "type")]
    public string Type { get; set; } = null!;
}

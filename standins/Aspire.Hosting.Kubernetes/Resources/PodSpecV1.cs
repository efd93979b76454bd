using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>A pod: its containers, where it may run and what it may do.</summary>
public sealed class PodSpecV1
{
    [YamlMember(Alias = "hostname")]
    public string? Hostname { get; set; }

    [YamlMember(Alias = "nodeName")]
    public string? NodeName { get; set; }

    [YamlMember(Alias = "priorityClassName")]
    public string? PriorityClassName { get; set; }

    [YamlMember(Alias = "runtimeClassName")]
    public string? RuntimeClassName { get; set; }

    [YamlMember(Alias = "schedulerName")]
    public string? SchedulerName { get; set; }

    [YamlMember(Alias = "serviceAccountName")]
    public string? ServiceAccountName { get; set; }

    [YamlMember(Alias = "shareProcessNamespace")]
    public bool? ShareProcessNamespace { get; set; }

    [YamlMember(Alias = "hostNetwork")]
    public bool? HostNetwork { get; set; }

    [YamlMember(Alias = "automountServiceAccountToken")]
    public bool? AutomountServiceAccountToken { get; set; }

    [YamlMember(Alias = "subdomain")]
    public string? Subdomain { get; set; }

    [YamlMember(Alias = "nodeSelector")]
    public Dictionary<string, string> NodeSelector { get; } = [];

    [YamlMember(Alias = "activeDeadlineSeconds")]
    public long? ActiveDeadlineSeconds { get; set; }

    [YamlMember(Alias = "containers")]
    public List<ContainerV1> Containers { get; } = [];

    [YamlMember(Alias = "enableServiceLinks")]
    public bool? EnableServiceLinks { get; set; }

    [YamlMember(Alias = "imagePullSecrets")]
    public List<LocalObjectReferenceV1> ImagePullSecrets { get; } = [];

    [YamlMember(Alias = "initContainers")]
    public List<ContainerV1> InitContainers { get; } = [];

    [YamlMember(Alias = "terminationGracePeriodSeconds")]
    public long? TerminationGracePeriodSeconds { get; set; }

    [YamlMember(Alias = "tolerations")]
    public List<TolerationV1> Tolerations { get; } = [];

    [YamlMember(Alias = "topologySpreadConstraints")]
    public List<TopologySpreadConstraintV1> TopologySpreadConstraints { get; } = [];

    [YamlMember(Alias = "volumes")]
    public List<VolumeV1> Volumes { get; } = [];

    [YamlMember(Alias = "securityContext")]
    public PodSecurityContextV1? SecurityContext { get; set; }

    [YamlMember(Alias = "affinity")]
    public AffinityV1? Affinity { get; set; }

    [YamlMember(Alias = "dnsPolicy")]
    public string? DnsPolicy { get; set; }

    [YamlMember(Alias = "preemptionPolicy")]
    public string? PreemptionPolicy { get; set; }

    [YamlMember(Alias = "priority")]
    public int? Priority { get; set; }

    [YamlMember(Alias = "restartPolicy")]
    public string? RestartPolicy { get; set; }
}

public sealed class LocalObjectReferenceV1
{
    [YamlMember(Alias = "name")]
    public string Name { get; set; } = null!;
}

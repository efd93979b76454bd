using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>A container of a pod.</summary>
public sealed class ContainerV1
{
    [YamlMember(Alias = "command")]
    public List<string> Command { get; } = [];

    [YamlMember(Alias = "image")]
    public string Image { get; set; } = null!;

    [YamlMember(Alias = "lifecycle")]
    public LifecycleV1? Lifecycle { get; set; }

    [YamlMember(Alias = "livenessProbe")]
    public ProbeV1? LivenessProbe { get; set; }

    [YamlMember(Alias = "name")]
    public string Name { get; set; } = null!;

    [YamlMember(Alias = "readinessProbe")]
    public ProbeV1? ReadinessProbe { get; set; }

    [YamlMember(Alias = "startupProbe")]
    public ProbeV1? StartupProbe { get; set; }

    [YamlMember(Alias = "envFrom")]
    public List<EnvFromSourceV1> EnvFrom { get; } = [];

    [YamlMember(Alias = "workingDir")]
    public string? WorkingDir { get; set; }

    [YamlMember(Alias = "args")]
    public List<string> Args { get; } = [];

    [YamlMember(Alias = "ports")]
    public List<ContainerPortV1> Ports { get; } = [];

    [YamlMember(Alias = "resources")]
    public ResourceRequirementsV1? Resources { get; set; }

    [YamlMember(Alias = "volumeMounts")]
    public List<VolumeMountV1> VolumeMounts { get; } = [];

    [YamlMember(Alias = "securityContext")]
    public SecurityContextV1? SecurityContext { get; set; }

    [YamlMember(Alias = "env")]
    public List<EnvVarV1> Env { get; } = [];

    [YamlMember(Alias = "imagePullPolicy")]
    public string ImagePullPolicy { get; set; } = "IfNotPresent";

    [YamlMember(Alias = "restartPolicy")]
    public string? RestartPolicy { get; set; }

    [YamlMember(Alias = "terminationMessagePath")]
    public string? TerminationMessagePath { get; set; }

    [YamlMember(Alias = "terminationMessagePolicy")]
    public string? TerminationMessagePolicy { get; set; }
}

public sealed class ContainerPortV1
{
    [YamlMember(Alias = "hostIP")]
    public string HostIp { get; set; } = null!;

    [YamlMember(Alias = "name")]
    public string Name { get; set; } = null!;

    [YamlMember(Alias = "protocol")]
    public string Protocol { get; set; } = null!;

    [YamlMember(Alias = "containerPort")]
    public Int32OrStringV1? ContainerPort { get; set; }

    [YamlMember(Alias = "hostPort")]
    public Int32OrStringV1? HostPort { get; set; }
}

using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>What a container does after its start and before its end.</summary>
public sealed class LifecycleV1
{
    [YamlMember(Alias = "preStop")]
    public LifecycleHandlerV1 PreStop { get; set; } = null!;

    [YamlMember(Alias = "postStart")]
    public LifecycleHandlerV1 PostStart { get; set; } = null!;
}

/// <summary>Every action exists from the start, as in the official type: set those that are not meant to null.</summary>
public sealed class LifecycleHandlerV1
{
    [YamlMember(Alias = "exec")]
    public ExecActionV1 Exec { get; set; } = new();

    [YamlMember(Alias = "sleep")]
    public SleepActionV1 Sleep { get; set; } = new();

    [YamlMember(Alias = "httpGet")]
    public HttpGetActionV1 HttpGet { get; set; } = new();

    [YamlMember(Alias = "tcpSocket")]
    public TcpSocketActionV1 TcpSocket { get; set; } = new();
}

public sealed class SleepActionV1
{
    [YamlMember(Alias = "seconds")]
    public long Seconds { get; set; }
}

using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>How the kubelet asks a container for its health; exactly one action may be set.</summary>
public sealed class ProbeV1
{
    [YamlMember(Alias = "exec")]
    public ExecActionV1? Exec { get; set; }

    [YamlMember(Alias = "grpc")]
    public GrpcActionV1? Grpc { get; set; }

    [YamlMember(Alias = "failureThreshold")]
    public int? FailureThreshold { get; set; }

    [YamlMember(Alias = "successThreshold")]
    public int? SuccessThreshold { get; set; }

    [YamlMember(Alias = "initialDelaySeconds")]
    public int? InitialDelaySeconds { get; set; }

    [YamlMember(Alias = "periodSeconds")]
    public int? PeriodSeconds { get; set; }

    [YamlMember(Alias = "terminationGracePeriodSeconds")]
    public long? TerminationGracePeriodSeconds { get; set; }

    [YamlMember(Alias = "timeoutSeconds")]
    public int? TimeoutSeconds { get; set; }

    [YamlMember(Alias = "httpGet")]
    public HttpGetActionV1? HttpGet { get; set; }

    [YamlMember(Alias = "tcpSocket")]
    public TcpSocketActionV1? TcpSocket { get; set; }
}

public sealed class HttpGetActionV1
{
    [YamlMember(Alias = "scheme")]
    public string Scheme { get; set; } = null!;

    [YamlMember(Alias = "path")]
    public string Path { get; set; } = null!;

    [YamlMember(Alias = "httpHeaders")]
    public List<HttpHeaderV1> HttpHeaders { get; } = [];

    [YamlMember(Alias = "host")]
    public string Host { get; set; } = null!;

    [YamlMember(Alias = "port")]
    public Int32OrStringV1? Port { get; set; }
}

public sealed class HttpHeaderV1
{
    [YamlMember(Alias = "name")]
    public string Name { get; set; } = null!;

    [YamlMember(Alias = "value")]
    public string Value { get; set; } = null!;
}

public sealed class GrpcActionV1
{
    [YamlMember(Alias = "service")]
    public string Service { get; set; } = null!;

    [YamlMember(Alias = "port")]
    public int Port { get; set; }
}

public sealed class TcpSocketActionV1
{
    [YamlMember(Alias = "host")]
    public string Host { get; set; } = null!;

    [YamlMember(Alias = "port")]
    public int Port { get; set; }
}

public sealed class ExecActionV1
{
    [YamlMember(Alias = "command")]
    public List<string> Command { get; } = [];
}

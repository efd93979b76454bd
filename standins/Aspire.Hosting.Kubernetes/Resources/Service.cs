using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>One address before the pods of a workload.</summary>
public sealed class Service() : BaseKubernetesResource("v1", "Service")
{
    [YamlMember(Alias = "spec")]
    public ServiceSpecV1 Spec { get; set; } = new();
}

public sealed class ServiceSpecV1
{
    [YamlMember(Alias = "clusterIP")]
    public string? ClusterIp { get; set; }

    [YamlMember(Alias = "loadBalancerIP")]
    public string? LoadBalancerIp { get; set; }

    [YamlMember(Alias = "externalName")]
    public string? ExternalName { get; set; }

    [YamlMember(Alias = "type")]
    public string Type { get; set; } = "ClusterIP";

    [YamlMember(Alias = "trafficDistribution")]
    public string? TrafficDistribution { get; set; }

    [YamlMember(Alias = "selector")]
    public Dictionary<string, string> Selector { get; set; } = [];

    [YamlMember(Alias = "allocateLoadBalancerNodePorts")]
    public bool? AllocateLoadBalancerNodePorts { get; set; }

    [YamlMember(Alias = "clusterIPs")]
    public List<string> ClusterIPs { get; } = [];

    [YamlMember(Alias = "externalIPs")]
    public List<string> ExternalIPs { get; } = [];

    [YamlMember(Alias = "ipFamilies")]
    public List<string> IpFamilies { get; } = [];

    [YamlMember(Alias = "loadBalancerClass")]
    public string? LoadBalancerClass { get; set; }

    [YamlMember(Alias = "loadBalancerSourceRanges")]
    public List<string> LoadBalancerSourceRanges { get; } = [];

    [YamlMember(Alias = "ports")]
    public List<ServicePortV1> Ports { get; } = [];

    [YamlMember(Alias = "publishNotReadyAddresses")]
    public bool? PublishNotReadyAddresses { get; set; }

    [YamlMember(Alias = "healthCheckNodePort")]
    public int? HealthCheckNodePort { get; set; }

    [YamlMember(Alias = "externalTrafficPolicy")]
    public string? ExternalTrafficPolicy { get; set; }

    [YamlMember(Alias = "internalTrafficPolicy")]
    public string? InternalTrafficPolicy { get; set; }

    [YamlMember(Alias = "ipFamilyPolicy")]
    public string? IpFamilyPolicy { get; set; }

    [YamlMember(Alias = "sessionAffinity")]
    public string? SessionAffinity { get; set; }
}

public sealed class ServicePortV1
{
    [YamlMember(Alias = "name")]
    public string Name { get; set; } = null!;

    [YamlMember(Alias = "appProtocol")]
    public string AppProtocol { get; set; } = null!;

    [YamlMember(Alias = "protocol")]
    public string Protocol { get; set; } = null!;

    [YamlMember(Alias = "nodePort")]
    public int? NodePort { get; set; }

    [YamlMember(Alias = "port")]
    public Int32OrStringV1 Port { get; set; } = null!;

    [YamlMember(Alias = "targetPort")]
    public Int32OrStringV1 TargetPort { get; set; } = null!;
}

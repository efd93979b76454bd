using Aspire.Hosting.Kubernetes.Resources;
using YamlDotNet.Serialization;

namespace AppHost.Publishing.Kinds;

/// <summary>Who may talk to pods, and whom they may talk to. A direction that is named and has no rule is closed.</summary>
internal sealed class NetworkPolicy() : BaseKubernetesResource("networking.k8s.io/v1", "NetworkPolicy")
{
    [YamlMember(Alias = "spec")]
    public NetworkPolicySpec Spec { get; set; } = new();
}

internal sealed class NetworkPolicySpec
{
    [YamlMember(Alias = "podSelector")]
    public LabelSelectorV1 PodSelector { get; set; } = new();

    [YamlMember(Alias = "policyTypes")]
    public List<string> PolicyTypes { get; } = [];

    [YamlMember(Alias = "ingress")]
    public List<NetworkRule> Ingress { get; } = [];

    [YamlMember(Alias = "egress")]
    public List<NetworkRule> Egress { get; } = [];
}

/// <summary>Traffic that is let through: from or to any of the peers, on any of the ports.</summary>
internal sealed class NetworkRule
{
    [YamlMember(Alias = "from")]
    public List<NetworkPeer> From { get; } = [];

    [YamlMember(Alias = "to")]
    public List<NetworkPeer> To { get; } = [];

    [YamlMember(Alias = "ports")]
    public List<NetworkPort> Ports { get; } = [];
}

internal sealed class NetworkPeer
{
    [YamlMember(Alias = "podSelector")]
    public LabelSelectorV1? PodSelector { get; set; }

    [YamlMember(Alias = "namespaceSelector")]
    public LabelSelectorV1? NamespaceSelector { get; set; }

    [YamlMember(Alias = "ipBlock")]
    public NetworkBlock? IpBlock { get; set; }
}

internal sealed class NetworkBlock
{
    [YamlMember(Alias = "cidr")]
    public string Cidr { get; set; } = "";
}

internal sealed class NetworkPort
{
    [YamlMember(Alias = "protocol")]
    public string Protocol { get; set; } = "TCP";

    [YamlMember(Alias = "port")]
    public string Port { get; set; } = "";
}

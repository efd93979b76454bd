using AppHost.Publishing.Chart;
using AppHost.Publishing.Kinds;
using AppHost.Publishing.Observability;
using Aspire.Hosting.Kubernetes.Resources;

namespace AppHost.Publishing.Security;

/// <summary>The rules that policies are made of.</summary>
internal static class NetworkRules
{
    public const string HttpPort = "http";

    private const string NameOfNamespace = "kubernetes.io/metadata.name";

    // Where a node answers for the identity of its pods.
    private const string IdentityAgent = "169.254.170.23/32";

    /// <summary>Pods of one component of this release.</summary>
    public static LabelSelectorV1 Component(string name) => new(new Dictionary<string, string>
    {
        ["app.kubernetes.io/component"] = name,
        ["app.kubernetes.io/instance"] = "{{ .Release.Name }}",
    });

    /// <summary>Anyone may reach the port: the caller's key decides what it gets.</summary>
    public static NetworkRule FromAnyone(string port) => new() { Ports = { new() { Port = port } } };

    public static NetworkRule From(string component, string port) =>
        new() { From = { new() { PodSelector = Component(component) } }, Ports = { new() { Port = port } } };

    public static NetworkRule To(IEnumerable<string> components, string port)
    {
        var rule = new NetworkRule { Ports = { new() { Port = port } } };
        rule.To.AddRange(components.Select(name => new NetworkPeer { PodSelector = Component(name) }));
        return rule;
    }

    /// <summary>AWS, the cluster's API, the Hub: what has an address of its own and speaks TLS.</summary>
    public static NetworkRule ToHttps() => new() { Ports = { new() { Port = Helm.Raw("443") } } };

    public static NetworkRule ToIdentityAgent() =>
        new() { To = { new() { IpBlock = new() { Cidr = IdentityAgent } } }, Ports = { new() { Port = Helm.Raw("80") } } };

    public static NetworkRule ToCollector() => To([Collector.Name], Collector.PortName);

    /// <summary>The cluster's names.</summary>
    public static NetworkRule ToNames() => new()
    {
        To = { new() { NamespaceSelector = new(new Dictionary<string, string> { [NameOfNamespace] = "kube-system" }) } },
        Ports = { new() { Protocol = "UDP", Port = Helm.Raw("53") }, new() { Port = Helm.Raw("53") } },
    };
}

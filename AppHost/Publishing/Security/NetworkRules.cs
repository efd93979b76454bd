using System.Globalization;
using AppHost.Devices;
using AppHost.Publishing.Chart;
using AppHost.Publishing.Kinds;
using AppHost.Publishing.Observability;
using Aspire.Hosting.Kubernetes.Resources;

namespace AppHost.Publishing.Security;

/// <summary>The rules that policies are made of.</summary>
internal static class NetworkRules
{
    /// <summary>Where workers listen.</summary>
    public static readonly string WorkerPort = Helm.Raw(WorkerResource.PortInPod.ToString(CultureInfo.InvariantCulture));

    // Numbers, as not every network resolves the names of ports.
    private static readonly string CollectorPort = Helm.Raw(Collector.Port.ToString(CultureInfo.InvariantCulture));

    private const string NameOfNamespace = "kubernetes.io/metadata.name";

    // Where a node answers for the identity of its pods.
    private const string IdentityAgent = "169.254.170.23/32";

    /// <summary>Where gateway or frontend listens.</summary>
    public static string PortOf(string service) => Helm.Number($"parameters.{service}.port_http");

    /// <summary>Pods of one component of this release.</summary>
    public static LabelSelectorV1 Component(string name) => new(new Dictionary<string, string>
    {
        ["app.kubernetes.io/component"] = name,
        ["app.kubernetes.io/instance"] = "{{ .Release.Name }}",
    });

    /// <summary>Every pod of this release.</summary>
    public static LabelSelectorV1 Release() => new(new Dictionary<string, string> { ["app.kubernetes.io/instance"] = "{{ .Release.Name }}" });

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

    /// <summary>From every pod of this release.</summary>
    public static NetworkRule ToldByRelease() => new()
    {
        From = { new() { PodSelector = Release() } },
        Ports = { new() { Port = CollectorPort } },
    };

    public static NetworkRule ToCollector() => To([Collector.Name], CollectorPort);

    public static NetworkRule ToDashboard() => To([Dashboard.Name], Helm.Raw(Dashboard.Port.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The cluster's names.</summary>
    public static NetworkRule ToNames() => new()
    {
        To = { new() { NamespaceSelector = new(new Dictionary<string, string> { [NameOfNamespace] = "kube-system" }) } },
        Ports = { new() { Protocol = "UDP", Port = Helm.Raw("53") }, new() { Port = Helm.Raw("53") } },
    };
}

using AppHost.Publishing.Chart;
using AppHost.Publishing.Kinds;
using AppHost.Publishing.Observability;
using AppHost.Publishing.Values;
using Aspire.Hosting.Kubernetes.Resources;
using Fleet;
using static AppHost.Publishing.Security.NetworkRules;

namespace AppHost.Publishing.Security;

/// <summary>
/// Who talks to whom: workers are asked by the gateway alone, and call nobody but the collector. The kubelet's probes
/// come from the pod's own node, which no policy concerns.
/// </summary>
internal static class NetworkPolicies
{
    /// <summary>The workers and compile Jobs of a unit.</summary>
    public static IEnumerable<NetworkPolicy> ForUnit(Unit unit, FleetChart chart)
    {
        yield return Create(unit.Name, [From(chart.Gateway.Resource.Name, HttpPort)], [ToCollector()]);

        // A load balancer that leads straight to the units has addresses that nobody knows beforehand.
        var balanced = new NetworkPolicy
        {
            Metadata = { Name = $"{unit.Name}-balanced-network" },
            Spec = { PodSelector = Component(unit.Name), PolicyTypes = { "Ingress" }, Ingress = { FromAnyone(HttpPort) } },
        };
        yield return balanced.When(Helm.Path(SecurityValues.NetworkPolicies)).When($"eq {Helm.Path(IngressValues.Form)} `{IngressValues.Weighted}`");

        // Checkpoints come from the Hub, and the last Job asks the cluster's API to let the Deployment go.
        yield return Create($"{unit.Name}-compile", [], [ToHttps(), ToCollector()]).When(Helm.Path(CompileValues.Enabled));
    }

    /// <summary>The gateway: asked by applications, load balancers and the scaler, it watches the cluster and asks workers.</summary>
    public static NetworkPolicy ForGateway(FleetChart chart) => Create(
        chart.Gateway.Resource.Name, [FromAnyone(HttpPort)], [To(chart.Workers.Select(worker => worker.Unit.Name), HttpPort), ToHttps(), ToCollector()]);

    public static NetworkPolicy ForFrontend(FleetChart chart) => Create(
        chart.Frontend.Resource.Name, [FromAnyone(HttpPort)], [To([chart.Gateway.Resource.Name], HttpPort), ToCollector()]);

    /// <summary>The collector: told by this release's pods, it tells AWS.</summary>
    public static NetworkPolicy ForCollector()
    {
        var ours = new LabelSelectorV1(new Dictionary<string, string> { ["app.kubernetes.io/instance"] = "{{ .Release.Name }}" });
        return Create(
            Collector.Name,
            [new() { From = { new() { PodSelector = ours } }, Ports = { new() { Port = Collector.PortName } } }],
            [ToHttps(), ToIdentityAgent()]).When(Helm.Path(ObservabilityValues.Enabled));
    }

    private static NetworkPolicy Create(string component, IEnumerable<NetworkRule> ingress, IEnumerable<NetworkRule> egress)
    {
        var policy = new NetworkPolicy { Metadata = { Name = $"{component}-network" }, Spec = { PodSelector = Component(component), PolicyTypes = { "Ingress", "Egress" } } };
        policy.Spec.Ingress.AddRange(ingress);
        policy.Spec.Egress.AddRange([.. egress, ToNames()]);
        return policy.When(Helm.Path(SecurityValues.NetworkPolicies));
    }
}

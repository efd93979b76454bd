using AppHost.Publishing.Chart;
using AppHost.Publishing.Kinds;
using AppHost.Publishing.Observability;
using AppHost.Publishing.Units;
using AppHost.Publishing.Values;
using Fleet;
using static AppHost.Publishing.Security.NetworkRules;

namespace AppHost.Publishing.Security;

/// <summary>
/// Who talks to whom: workers are asked by the gateway alone, and call nobody but the collector, and the Hub for what the store lacks of a checkpoint from there. The kubelet's probes
/// come from the pod's own node, which no policy concerns.
/// </summary>
internal static class NetworkPolicies
{
    /// <summary>The workers and compile Jobs of a unit.</summary>
    public static IEnumerable<NetworkPolicy> ForUnit(Unit unit, FleetChart chart)
    {
        yield return Create(unit.Name, [From(chart.Gateway.Resource.Name, WorkerPort)], [.. HuggingFaceToken.IsFor(unit) ? [ToHttps()] : Array.Empty<NetworkRule>(), ToCollector()]);

        // A load balancer that leads straight to the units has addresses that nobody knows beforehand.
        var balanced = new NetworkPolicy
        {
            Metadata = { Name = $"{unit.Name}-balanced-network" },
            Spec = { PodSelector = Component(unit.Name), PolicyTypes = { "Ingress" }, Ingress = { FromAnyone(WorkerPort) } },
        };
        yield return balanced.When(Helm.Path(SecurityValues.NetworkPolicies)).When($"eq {Helm.Path(IngressValues.Form)} `{IngressValues.Weighted}`");

        // Checkpoints come from the Hub, and the last Job asks the cluster's API to let the Deployment go.
        yield return Create(UnitNames.CompileComponent(unit), [], [ToHttps(), ToCollector()]).When(Helm.Path(CompileValues.Enabled));
    }

    /// <summary>The Job after upgrades and rollbacks, which asks the cluster's API alone.</summary>
    public static NetworkPolicy ForReleaseHook() => Create(ReleaseHook.Name, [], [ToHttps()]).When(Helm.Path(CompileValues.Enabled));

    /// <summary>The gateway: asked by applications, load balancers and the scaler, it watches the cluster and asks workers and its other pods.</summary>
    public static NetworkPolicy ForGateway(FleetChart chart)
    {
        var name = chart.Gateway.Resource.Name;
        return Create(name, [FromAnyone(PortOf(name))], [To(chart.Workers.Select(worker => worker.Unit.Name), WorkerPort), To([name], PortOf(name)), ToHttps(), ToCollector()]);
    }

    public static NetworkPolicy ForFrontend(FleetChart chart)
    {
        var (name, gateway) = (chart.Frontend.Resource.Name, chart.Gateway.Resource.Name);
        return Create(name, [FromAnyone(PortOf(name))], [To([gateway], PortOf(gateway)), ToCollector()]);
    }

    /// <summary>The collector: told by this release's pods, it tells AWS.</summary>
    public static NetworkPolicy ForCollector() =>
        Create(Collector.Name, [ToldByRelease()], [ToHttps(), ToIdentityAgent()]).When(Helm.Path(ObservabilityValues.Enabled));

    /// <summary>From every pod of this release to the dashboard: the collector, compile Jobs, and services without a collector.</summary>
    public static NetworkPolicy ToDashboard()
    {
        var policy = new NetworkPolicy
        {
            Metadata = { Name = $"{Dashboard.Name}-senders-network" },
            Spec = { PodSelector = Release(), PolicyTypes = { "Egress" }, Egress = { NetworkRules.ToDashboard() } },
        };
        return policy.When(Helm.Path(SecurityValues.NetworkPolicies));
    }

    private static NetworkPolicy Create(string component, IEnumerable<NetworkRule> ingress, IEnumerable<NetworkRule> egress)
    {
        var policy = new NetworkPolicy { Metadata = { Name = $"{component}-network" }, Spec = { PodSelector = Component(component), PolicyTypes = { "Ingress", "Egress" } } };
        policy.Spec.Ingress.AddRange(ingress);
        policy.Spec.Egress.AddRange([.. egress, ToNames()]);
        return policy.When(Helm.Path(SecurityValues.NetworkPolicies));
    }
}

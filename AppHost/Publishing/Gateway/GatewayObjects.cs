using AppHost.Publishing.Chart;
using AppHost.Publishing.Ingress;
using AppHost.Publishing.Nodes;
using AppHost.Publishing.Observability;
using AppHost.Publishing.Pods;
using AppHost.Publishing.Scaling;
using AppHost.Publishing.Security;
using AppHost.Publishing.Units;
using AppHost.Publishing.Values;
using Aspire.Hosting.Kubernetes;

namespace AppHost.Publishing.Gateway;

/// <summary>The gateway in the cluster, and what the whole cluster has once.</summary>
internal static class GatewayObjects
{
    private const string Readiness = "/readiness";

    public static void Attach(KubernetesResource service, FleetChart chart)
    {
        service.AdditionalResources.Add(FleetConfig.ConfigMap());
        if (service.Workload is { } workload)
        {
            FleetConfig.Mount(workload.PodTemplate.Spec);
            KeysFile.Mount(workload.PodTemplate.Spec);
            workload.PodTemplate.Spec.Containers[0].Env.AddRange(
                [
                    GatewayKey.Management.Variable("Gateway__ManagementKey"),
                    GatewayKey.Frontend.Variable("Gateway__InferenceKeys__0"),
                    GatewayKey.Scaler.Variable("Gateway__InferenceKeys__1"),
                    // Its pods look at each other, and change nothing there.
                    GatewayKey.Scaler.Variable("Gateway__Peers__Key"),
                ]);
        }

        if (service.ConfigMap is { } settings)
        {
            // One ready unit is enough: a shortage must not become an outage.
            settings.Data["Gateway__ReadyWhen"] = "any";
            settings.Data["Gateway__PathBase"] = IngressPaths.Frontend;
            settings.Data["Gateway__Keys__Path"] = KeysFile.Path;
            // Limits of keys are divided by it. More pods than these let more through: what was granted is never refused.
            settings.Data["Gateway__Replicas"] = Helm.NumberText("gateway.minReplicas");
            settings.Data["Gateway__Peers__Address"] = GatewayPeers.Address;
            settings.Data["Gateway__AnonymousInference"] = Helm.NumberText(GatewayValues.AnonymousInference);
        }

        new CpuService(Readiness, UnitTimes.GatewayDrain(chart.Fleet), "gateway").Complete(service, callsCluster: true);
        if (service.Service is { } address) service.AdditionalResources.Add(GatewayPeers.Headless(address));
        service.AdditionalResources.AddRange([GatewayKey.Management.Secret(), GatewayKey.Scaler.Secret()]);
        service.AdditionalResources.AddRange(GatewayAccess.Objects());
        service.AdditionalResources.AddRange(NodeObjects.For(chart));
        service.AdditionalResources.AddRange(PriorityClasses.Objects());
        service.AdditionalResources.Add(NetworkPolicies.ForGateway(chart));
        service.AdditionalResources.AddRange(ScalerAccess.Objects());
        service.AdditionalResources.AddRange(IngressObjects.For(chart.Fleet));
        service.AdditionalResources.AddRange(CollectorObjects.All(chart));
        service.SendTelemetry(chart, chart.Gateway.Resource.Name);
        LoadBalancing.Check(service.Service, Readiness);
    }
}

using AppHost.Publishing.Gateway;
using AppHost.Publishing.Ingress;
using AppHost.Publishing.Observability;
using AppHost.Publishing.Pods;
using AppHost.Publishing.Security;
using Aspire.Hosting.Kubernetes;

namespace AppHost.Publishing.Frontend;

/// <summary>The frontend in the cluster.</summary>
internal static class FrontendObjects
{
    private const int Drain = 30;

    public static void Attach(KubernetesResource service, FleetChart chart)
    {
        if (service.ConfigMap is { } settings)
            settings.Data["Frontend__PathBase"] = IngressPaths.Frontend;
        service.Workload?.PodTemplate.Spec.Containers[0].Env.Add(GatewayKey.Frontend.Variable("Gateway__Key"));
        service.AdditionalResources.Add(GatewayKey.Frontend.Secret());

        new CpuService(CpuService.Health, Drain, "frontend").Complete(service);
        service.AdditionalResources.Add(NetworkPolicies.ForFrontend(chart));
        service.SendTelemetry(chart, chart.Frontend.Resource.Name);
        LoadBalancing.Check(service.Service, CpuService.Health);
        LoadBalancing.KeepSessions(service.Service);
    }
}

using AppHost.Publishing.Chart;
using AppHost.Publishing.Gateway;
using AppHost.Publishing.Ingress;
using AppHost.Publishing.Observability;
using AppHost.Publishing.Pods;
using AppHost.Publishing.Security;
using AppHost.Publishing.Values;
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
        var secret = $"{{{{ default ({GatewayKey.NameExpression}) {Helm.Path(FrontendValues.KeySecret)} }}}}";
        service.Workload?.PodTemplate.Spec.Containers[0].Env.Add(GatewayKey.Variable("Gateway__Key", secret, optional: true));

        new CpuService(CpuService.Health, Drain, "frontend").Complete(service);
        service.AdditionalResources.Add(NetworkPolicies.ForFrontend(chart));
        service.SendTelemetry(chart.Frontend.Resource.Name);
        LoadBalancing.Check(service.Service, CpuService.Health);
        LoadBalancing.KeepSessions(service.Service);
    }
}

using AppHost.Publishing.Observability;
using AppHost.Publishing.Security;
using AppHost.Publishing.Store;
using Aspire.Hosting.Kubernetes;

namespace AppHost.Publishing.Units;

/// <summary>What the compile Jobs of all units share: their settings, their account, and the store that they fill.</summary>
internal static class CompilerObjects
{
    public static void Attach(KubernetesResource service, FleetChart chart)
    {
        // Each unit has Jobs of its own, so that each is compiled where it will run.
        service.Workload = null;
        service.Service = null;
        if (service.ConfigMap is { } settings)
            Telemetry.Send(settings, chart, chart.Compiler.Resource.Name);
        service.AdditionalResources.Add(CompileAccess.ServiceAccount());
        service.AdditionalResources.Add(ReleaseHook.For(chart));
        service.AdditionalResources.Add(NetworkPolicies.ForReleaseHook());
        service.AdditionalResources.AddRange(ModelStore.Objects());
    }
}

using AppHost.Publishing.Store;
using Aspire.Hosting.Kubernetes;

namespace AppHost.Publishing.Units;

/// <summary>What the compile Jobs of all units share: their settings, their account, and the store that they fill.</summary>
internal static class CompilerObjects
{
    public static void Attach(KubernetesResource service)
    {
        // Each unit has Jobs of its own, so that each is compiled where it will run.
        service.Workload = null;
        service.Service = null;
        service.AdditionalResources.Add(CompileAccess.ServiceAccount());
        service.AdditionalResources.AddRange(ModelStore.Objects());
    }
}

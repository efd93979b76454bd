using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Works out what stands in the cluster for every resource that goes there.</summary>
internal static class TargetPreparation
{
    public static async Task RunAsync(PipelineStepContext context, KubernetesEnvironmentResource environment)
    {
        if (context.ExecutionContext.IsRunMode)
            return;

        var services = new ServiceCatalog(environment, context.ExecutionContext);
        var registry = Registry(environment, context.Model);
        foreach (var resource in environment.ComputeResources(context.Model))
        {
            RefuseForeignVolumes(resource, environment);
            if (environment.EnabledDashboard is { } dashboard)
                SendTelemetry(resource, dashboard);
            resource.Annotations.Add(new DeploymentTargetAnnotation(await services.GetAsync(resource, context.CancellationToken).ConfigureAwait(false))
            {
                ComputeEnvironment = resource.GetComputeEnvironment() ?? environment.OwningComputeEnvironment ?? environment,
                ContainerRegistry = registry,
            });
        }

        foreach (var routed in context.Model.Resources.OfType<IChartResource>().Where(routed => routed.Environment == environment))
            await routed.PrepareAsync(services, context.CancellationToken).ConfigureAwait(false);
    }

    /// <summary>The resources that go to the cluster: those bound to it or to none, and its dashboard before them.</summary>
    public static IReadOnlyList<IResource> ComputeResources(this KubernetesEnvironmentResource environment, DistributedApplicationModel model)
    {
        var resources = model.Resources.OfType<IComputeResource>().Where(resource =>
        {
            var bound = resource.GetComputeEnvironment();
            return bound is null || bound == environment || bound == environment.OwningComputeEnvironment;
        });
        return environment.EnabledDashboard is { } dashboard ? [dashboard, .. resources] : [.. resources];
    }

    private static IContainerRegistry? Registry(KubernetesEnvironmentResource environment, DistributedApplicationModel model) =>
        environment.TryGetLastAnnotation<ContainerRegistryReferenceAnnotation>(out var given) ? given.Registry
        : model.Resources.OfType<IContainerRegistry>().ToArray() is [var only] ? only
        : null;

    private static void SendTelemetry(IResource resource, KubernetesAspireDashboardResource dashboard)
    {
        if (!resource.TryGetLastAnnotation<OtlpExporterAnnotation>(out _))
            return;
        resource.Annotations.Add(new EnvironmentCallbackAnnotation(context =>
        {
            context.EnvironmentVariables["OTEL_EXPORTER_OTLP_ENDPOINT"] = dashboard.OtlpGrpcEndpoint;
            context.EnvironmentVariables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc";
            context.EnvironmentVariables["OTEL_SERVICE_NAME"] = resource.Name;
        }));
    }

    private static void RefuseForeignVolumes(IResource resource, KubernetesEnvironmentResource environment)
    {
        if (resource.Annotations.OfType<PersistentVolumeBindingAnnotation>().FirstOrDefault(binding => binding.Volume.Parent != environment) is { } foreign)
        {
            throw new InvalidOperationException(
                $"'{resource.Name}' goes to '{environment.Name}' but uses the volume '{foreign.Volume.Name}' of '{foreign.Volume.Parent.Name}'. "
                + "Add the volume to the environment that the resource goes to, or bind the resource with WithComputeEnvironment.");
        }
    }
}

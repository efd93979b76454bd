using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Publishing;
using Aspire.Hosting.Pipelines;

namespace Aspire.Hosting.Kubernetes.Deploying;

/// <summary>The steps that install a published chart with helm, and take it down again.</summary>
internal static class HelmSteps
{
    private const string DeployTag = "helm-deploy";
    private const string SummaryTag = "print-summary";

    public static IEnumerable<PipelineStep> Create(KubernetesEnvironmentResource environment, DistributedApplicationModel model)
    {
        var name = environment.Name;
        yield return new()
        {
            Name = Check(environment),
            Description = $"Verifies Helm CLI is available for {name}.",
            Action = context => HelmCheck.RunAsync(environment, context.CancellationToken),
        };
        yield return new()
        {
            Name = $"prepare-{name}",
            Description = $"Prepares Helm chart values for {name}.",
            Action = context => DeployValues.WriteAsync(context, environment),
            DependsOnSteps = [WellKnownPipelineSteps.Publish, WellKnownPipelineSteps.Build, Check(environment)],
        };
        yield return new()
        {
            Name = Deploy(environment),
            Description = $"Deploys {name} to Kubernetes via Helm.",
            Tags = [DeployTag],
            Action = context => HelmRelease.InstallAsync(context, environment),
            DependsOnSteps = [$"prepare-{name}"],
            RequiredBySteps = [WellKnownPipelineSteps.Deploy],
        };
        if (model.Resources.OfType<ITlsResource>().Any(resource => resource.Environment == environment && resource.TlsSecrets.Count > 0))
        {
            yield return new()
            {
                Name = $"tls-bootstrap-{name}",
                Description = "Creates self-signed bootstrap TLS secrets if they don't already exist",
                Action = context => TlsBootstrap.RunAsync(context, environment),
                DependsOnSteps = [Deploy(environment)],
                RequiredBySteps = [WellKnownPipelineSteps.Deploy],
            };
        }

        foreach (var resource in environment.ComputeResources(model))
        {
            yield return new()
            {
                Name = $"print-{resource.Name}-summary",
                Description = $"Retrieves deployment status for {resource.Name}.",
                Tags = [SummaryTag],
                Action = context => DeploymentSummary.AddResourceAsync(context, environment, resource),
                DependsOnSteps = [Deploy(environment)],
                RequiredBySteps = [WellKnownPipelineSteps.Deploy],
                Resource = resource,
            };
        }

        yield return new()
        {
            Name = $"print-{name}-instructions",
            Description = $"Prints access instructions for {name}.",
            Tags = [SummaryTag],
            Action = context => DeploymentSummary.AddInstructionsAsync(context, environment),
            DependsOnSteps = [Deploy(environment)],
            RequiredBySteps = [WellKnownPipelineSteps.Deploy],
        };
        yield return new()
        {
            Name = $"destroy-helm-{name}",
            Description = $"Confirms and destroys the Helm deployment for {name}.",
            Action = context => HelmRelease.UninstallAsync(context, environment),
            DependsOnSteps = [WellKnownPipelineSteps.DestroyPrereq, Check(environment)],
            RequiredBySteps = [WellKnownPipelineSteps.Destroy],
        };
        yield return new()
        {
            Name = $"helm-uninstall-{name}",
            Description = $"Uninstalls the Helm release for {name}.",
            Tags = ["helm-uninstall"],
            Action = context => HelmRelease.UninstallAsync(context, environment),
            DependsOnSteps = [Check(environment)],
        };
    }

    /// <summary>The step that installs a chart of somebody else's after the environment's own.</summary>
    public static PipelineStep Install(KubernetesHelmChartResource chart) => new()
    {
        Name = $"helm-install-{chart.Name}",
        Description = $"Installs Helm chart '{chart.Name}' ({chart.ChartReference}:{chart.ChartVersion})",
        Action = context => HelmRelease.InstallAsync(context, chart),
        DependsOnSteps = [Deploy(chart.Parent)],
        RequiredBySteps = [WellKnownPipelineSteps.Deploy],
    };

    /// <summary>Images are built once deploying may begin, and pushed before helm starts what needs them.</summary>
    public static void Connect(KubernetesEnvironmentResource environment, PipelineConfigurationContext context)
    {
        var deploy = context.GetSteps(environment, DeployTag).ToArray();
        foreach (var resource in environment.ComputeResources(context.Model))
        {
            context.GetSteps(resource, WellKnownPipelineTags.BuildCompute)
                .RequiredBy(WellKnownPipelineSteps.Deploy)
                .DependsOn(WellKnownPipelineSteps.DeployPrereq);
            deploy.DependsOn(context.GetSteps(resource, WellKnownPipelineTags.PushContainerImage));
        }
    }

    private static string Check(KubernetesEnvironmentResource environment) => $"check-helm-prereqs-{environment.Name}";

    private static string Deploy(KubernetesEnvironmentResource environment) => $"helm-deploy-{environment.Name}";
}

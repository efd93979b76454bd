using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Helm;
using Aspire.Hosting.Pipelines;
using Aspire.Hosting.Processes;

namespace Aspire.Hosting.Kubernetes.Deploying;

/// <summary>What the user is told once the chart is installed.</summary>
internal static class DeploymentSummary
{
    /// <summary>How many of the resource's pods run.</summary>
    public static async Task AddResourceAsync(PipelineStepContext context, KubernetesEnvironmentResource environment, IResource resource)
    {
        var release = await HelmRelease.OfAsync(context, environment).ConfigureAwait(false);
        var pods = await Tool.ExpectAsync(
            "kubectl",
            [
                "get", "pods", "--namespace", release.Namespace, "--selector", $"app.kubernetes.io/component={resource.Name}",
                "--output", "jsonpath={range .items[*]}{.metadata.name} {.status.phase}{\"\\n\"}{end}", .. environment.ClusterArguments,
            ],
            context.CancellationToken).ConfigureAwait(false);
        context.Summary.Add(resource.Name, pods.Length == 0 ? "no pods" : pods);
    }

    /// <summary>Where the release is and how to reach the dashboard.</summary>
    public static async Task AddInstructionsAsync(PipelineStepContext context, KubernetesEnvironmentResource environment)
    {
        var release = await HelmRelease.OfAsync(context, environment).ConfigureAwait(false);
        context.Summary.Add("Release", release.Name);
        context.Summary.Add("Namespace", release.Namespace);
        if (environment.EnabledDashboard is { } dashboard)
        {
            context.Summary.Add(
                "Dashboard",
                $"kubectl port-forward --namespace {release.Namespace} service/{KubernetesName.Service(dashboard.Name)} 18888:18888");
        }
    }
}

using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Deploying;
using Aspire.Hosting.Kubernetes.Publishing;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Kubernetes;

/// <summary>What an environment adds to the pipeline.</summary>
internal static class EnvironmentSteps
{
    public static void AddTo(KubernetesEnvironmentResource environment)
    {
        environment.Annotations.Add(new PipelineStepAnnotation(context =>
        [
            .. Publishing(environment),
            .. HelmSteps.Create(environment, context.PipelineContext.Model),
        ]));
        environment.Annotations.Add(new PipelineConfigurationAnnotation(context => HelmSteps.Connect(environment, context)));
    }

    /// <summary>The environment's part of the output: all of it, unless there are several environments.</summary>
    public static string OutputFolder(PipelineStepContext context, KubernetesEnvironmentResource environment)
    {
        var output = context.Services.GetRequiredService<IPipelineOutputService>();
        return context.Model.Resources.OfType<IComputeEnvironmentResource>().Count() > 1
            ? output.GetOutputDirectory(environment)
            : output.GetOutputDirectory();
    }

    private static IEnumerable<PipelineStep> Publishing(KubernetesEnvironmentResource environment) =>
    [
        new PipelineStep
        {
            Name = $"prepare-deployment-targets-{environment.Name}",
            Description = $"Prepares Kubernetes deployment targets for {environment.Name}.",
            Action = context => TargetPreparation.RunAsync(context, environment),
            DependsOnSteps = [WellKnownPipelineSteps.ValidateComputeEnvironments],
            RequiredBySteps = [WellKnownPipelineSteps.BeforeStart],
        },
        new PipelineStep
        {
            Name = $"publish-{environment.Name}",
            Description = $"Publishes the Kubernetes environment configuration for {environment.Name}.",
            Action = context => new ChartWriter(environment, OutputFolder(context, environment), context.CancellationToken).WriteAsync(context.Model),
            DependsOnSteps = [WellKnownPipelineSteps.PublishPrereq],
            RequiredBySteps = [WellKnownPipelineSteps.Publish],
        },
    ];
}

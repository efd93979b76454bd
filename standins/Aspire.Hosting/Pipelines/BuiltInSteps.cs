using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Images;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>
/// The steps that every pipeline has. A verb such as publish gathers the steps that do it, its prereq is what these
/// come after: <c>publish-prereq → publish-ENVIRONMENT → publish</c>.
/// </summary>
internal static class BuiltInSteps
{
    public static IEnumerable<PipelineStep> Create() =>
    [
        Gathering(WellKnownPipelineSteps.Deploy, "Aggregation step for all deploy operations."),
        Step(
            WellKnownPipelineSteps.ProcessParameters,
            "Resolves parameter values before build, publish, or deployment operations.",
            ParameterCheck.RunAsync,
            requiredBy: [WellKnownPipelineSteps.DeployPrereq, WellKnownPipelineSteps.BuildPrereq, WellKnownPipelineSteps.PublishPrereq]),
        Step(WellKnownPipelineSteps.DeployPrereq, "Prerequisite step that runs before any deploy operations.", AnnounceDeployment),
        Gathering(WellKnownPipelineSteps.Build, "Aggregation step for all build operations."),
        Gathering(WellKnownPipelineSteps.BuildPrereq, "Prerequisite step that runs before any build operations."),
        Step(WellKnownPipelineSteps.CheckContainerRuntime, "Checks that a container runtime is there.", ContainerRuntime.CheckAsync),
        Gathering(WellKnownPipelineSteps.Push, "Aggregation step for all push operations.", WellKnownPipelineSteps.PushPrereq),
        Step(WellKnownPipelineSteps.PushPrereq, "Prerequisite step that runs before any push operations.", RegistryCheck.RunAsync),
        Gathering(WellKnownPipelineSteps.Publish, "Aggregation step for all publish operations."),
        Gathering(WellKnownPipelineSteps.PublishPrereq, "Prerequisite step that runs before any publish operations."),
        Gathering(WellKnownPipelineSteps.BeforeStart, "Aggregation step for operations that run before the application starts."),
        Step(
            WellKnownPipelineSteps.ValidateComputeEnvironments,
            "Validates compute resource bindings before startup.",
            ComputeEnvironmentCheck.RunAsync,
            requiredBy: [WellKnownPipelineSteps.BeforeStart]),
        Gathering(WellKnownPipelineSteps.Destroy, "Aggregation step for all destroy operations."),
        Gathering(WellKnownPipelineSteps.DestroyPrereq, "Prerequisite step that runs before any destroy operations."),
    ];

    private static PipelineStep Gathering(string name, string description, params string[] dependsOn)
    {
        var step = Step(name, description, _ => Task.CompletedTask, []);
        step.DependsOnSteps.AddRange(dependsOn);
        return step;
    }

    private static PipelineStep Step(string name, string description, Func<PipelineStepContext, Task> action, params string[] requiredBy) =>
        new() { Name = name, Description = description, Action = action, RequiredBySteps = [.. requiredBy] };

    private static Task AnnounceDeployment(PipelineStepContext context)
    {
        var environment = (IHostEnvironment)context.Services.GetService(typeof(IHostEnvironment))!;
        context.ReportingStep.Log(LogLevel.Information, $"Initializing deployment for environment '{environment.EnvironmentName}'");
        return Task.CompletedTask;
    }
}

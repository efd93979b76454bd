using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;
using Aspire.Hosting.Processes;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Images;

/// <summary>The steps that make a project's image and bring it to a registry.</summary>
internal static class ImageSteps
{
    public static void AddTo(ProjectResource project)
    {
        project.Annotations.Add(new PipelineStepAnnotation(_ => Create(project)));
        project.Annotations.Add(new PipelineConfigurationAnnotation(context => context
            .GetSteps(project, WellKnownPipelineTags.PushContainerImage)
            .DependsOn(context.GetSteps(project, WellKnownPipelineTags.BuildCompute))
            .DependsOn(WellKnownPipelineSteps.PushPrereq)));
    }

    private static IEnumerable<PipelineStep> Create(ProjectResource project) =>
    [
        new PipelineStep
        {
            Name = $"build-{project.Name}",
            Description = $"Builds the container image for the {project.Name} project.",
            Action = context => BuildAsync(context, project),
            Tags = [WellKnownPipelineTags.BuildCompute],
            DependsOnSteps = [WellKnownPipelineSteps.BuildPrereq, WellKnownPipelineSteps.CheckContainerRuntime],
            RequiredBySteps = [WellKnownPipelineSteps.Build],
        },
        new PipelineStep
        {
            Name = $"push-{project.Name}",
            Action = context => PushAsync(context, project),
            Tags = [WellKnownPipelineTags.PushContainerImage],
            RequiredBySteps = [WellKnownPipelineSteps.Push],
        },
    ];

    /// <summary>The .NET SDK makes the image; the runtime only keeps it.</summary>
    private static Task BuildAsync(PipelineStepContext context, ProjectResource project) => Tool.ExpectAsync(
        "dotnet",
        [
            "publish", project.GetProjectMetadata().ProjectPath, "--configuration", "Release", "--os", "linux", "--arch", "x64",
            "/t:PublishContainer", $"/p:ContainerRepository={ImageNames.Repository(project)}", $"/p:ContainerImageTag={ImageNames.LocalTag}",
        ],
        context.CancellationToken);

    private static async Task PushAsync(PipelineStepContext context, ProjectResource project)
    {
        var names = context.Services.GetRequiredService<ImageNames>();
        var remote = await names.RemoteAsync(project, context.Model, context.CancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"'{project.Name}' has no container registry: add one with AddContainerRegistry.");
        var runtime = await ContainerRuntime.FindAsync(context.CancellationToken).ConfigureAwait(false);
        await Tool.ExpectAsync(runtime, ["tag", ImageNames.Local(project), remote], context.CancellationToken).ConfigureAwait(false);
        await Tool.ExpectAsync(runtime, ["push", remote], context.CancellationToken).ConfigureAwait(false);
    }
}

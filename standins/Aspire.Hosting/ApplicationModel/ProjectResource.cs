using Aspire.Hosting.Images;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A .NET project, run as a process here and published as an image.</summary>
public class ProjectResource : Resource,
    IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport,
    IResourceWithProbes, IComputeResource
{
    /// <summary>Names the project.</summary>
    public ProjectResource(string name)
        : base(name) => ImageSteps.AddTo(this);
}

/// <summary>A program, run as a process.</summary>
public class ExecutableResource(string name, string command, string workingDirectory) : Resource(name),
    IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport,
    IResourceWithProbes, IComputeResource
{
    /// <summary>The program's path or its name on the search path.</summary>
    public string Command { get; } = command;

    /// <summary>Where it runs.</summary>
    public string WorkingDirectory { get; } = workingDirectory;
}

/// <summary>Finds the project behind a resource.</summary>
public static class ProjectResourceExtensions
{
    /// <summary>The project's path and launch settings.</summary>
    /// <exception cref="InvalidOperationException">The resource was not added by AddProject.</exception>
    public static IProjectMetadata GetProjectMetadata(this ProjectResource projectResource) =>
        projectResource.Annotations.OfType<IProjectMetadata>().LastOrDefault()
        ?? throw new InvalidOperationException($"Resource '{projectResource.Name}' has no project.");
}

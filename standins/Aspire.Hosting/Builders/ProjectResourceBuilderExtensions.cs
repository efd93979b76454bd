using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration;

namespace Aspire.Hosting;

/// <summary>Adds .NET projects.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>Adds a referenced project with its first launch profile.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name, _ => { });

    /// <summary>Adds a referenced project with a launch profile, or with none when its name is null.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder, string name, string? launchProfileName)
        where TProject : IProjectMetadata, new() =>
        builder.AddProject<TProject>(name, options =>
        {
            options.LaunchProfileName = launchProfileName;
            options.ExcludeLaunchProfile = launchProfileName is null;
        });

    /// <summary>Adds a referenced project.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder, string name, Action<ProjectResourceOptions> configure)
        where TProject : IProjectMetadata, new() => builder.Add(name, new TProject(), configure);

    /// <summary>Adds a project by its path, which may be relative to the AppHost's folder.</summary>
    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, string projectPath) =>
        builder.AddProject(name, projectPath, _ => { });

    /// <summary>Adds a project by its path, which may be relative to the AppHost's folder.</summary>
    public static IResourceBuilder<ProjectResource> AddProject(
        this IDistributedApplicationBuilder builder, string name, string projectPath, Action<ProjectResourceOptions> configure) =>
        builder.Add(name, new ProjectAt(Path.GetFullPath(projectPath, builder.AppHostDirectory)), configure);

    /// <summary>Says how many instances are deployed. Here there is one.</summary>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas) =>
        builder.WithAnnotation(new ReplicaAnnotation(replicas), ResourceAnnotationMutationBehavior.Replace);

    private static IResourceBuilder<ProjectResource> Add(
        this IDistributedApplicationBuilder builder, string name, IProjectMetadata project, Action<ProjectResourceOptions> configure)
    {
        var options = new ProjectResourceOptions();
        configure(options);
        return builder.AddResource(new ProjectResource(name))
            .WithAnnotation(project)
            .WithProfile(options)
            .WithOtlpExporter()
            .WithEnvironment(AspNetCoreAddresses.Give)
            .AsProcess();
    }

    private static IResourceBuilder<ProjectResource> WithProfile(
        this IResourceBuilder<ProjectResource> project, ProjectResourceOptions options)
    {
        if (options.ExcludeLaunchProfile
            || ProjectLaunchProfile.Select(project.Resource.GetProjectMetadata(), options.LaunchProfileName) is not { } selected)
        {
            return project;
        }

        var addresses = (selected.Profile.ApplicationUrl ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (project.ApplicationBuilder.ExecutionContext.IsPublishMode)
            return addresses.Length == 0 ? project : project.WithPublishedEndpoint("http").WithPublishedEndpoint("https");

        foreach (var address in addresses)
        {
            var uri = new Uri(address);
            project.WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, uri.Scheme, name: uri.Scheme, port: uri.Port)
            {
                TargetHost = uri.Host,
                FromLaunchProfile = true,
            });
        }

        return project.WithEnvironment(context =>
        {
            foreach (var (name, value) in selected.Profile.EnvironmentVariables)
                context.EnvironmentVariables.TryAdd(name, value);
            context.EnvironmentVariables["DOTNET_LAUNCH_PROFILE"] = selected.Name;
        });
    }

    /// <summary>Where a web project is published it is reached both ways, by ports that are not its profile's.</summary>
    private static IResourceBuilder<ProjectResource> WithPublishedEndpoint(this IResourceBuilder<ProjectResource> project, string scheme) =>
        project.WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, scheme, name: scheme) { FromLaunchProfile = true });
}

/// <summary>How a project is added.</summary>
public class ProjectResourceOptions
{
    /// <summary>The launch profile; the first that runs the project when null.</summary>
    public string? LaunchProfileName { get; set; }

    /// <summary>Whether launch profiles do not count.</summary>
    public bool ExcludeLaunchProfile { get; set; }
}

internal sealed record ProjectAt(string ProjectPath) : IProjectMetadata;

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
        where TProject : IProjectMetadata, new()
    {
        var options = new ProjectResourceOptions();
        configure(options);
        return builder.AddResource(new ProjectResource(name))
            .WithAnnotation(new TProject())
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

        foreach (var address in (selected.Profile.ApplicationUrl ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
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
}

/// <summary>How a project is added.</summary>
public class ProjectResourceOptions
{
    /// <summary>The launch profile; the first that runs the project when null.</summary>
    public string? LaunchProfileName { get; set; }

    /// <summary>Whether launch profiles do not count.</summary>
    public bool ExcludeLaunchProfile { get; set; }
}

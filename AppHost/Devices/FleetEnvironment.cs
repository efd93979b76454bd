using AppHost.Publishing;
using Fleet;

namespace AppHost.Devices;

/// <summary>Where the services find the fleet and the compiled programs.</summary>
internal static class FleetEnvironment
{
    /// <summary>Where the fleet file lies: here, or in a pod.</summary>
    public static IResourceBuilder<ProjectResource> WithFleet(this IResourceBuilder<ProjectResource> resource, string fleetFile) =>
        resource.IsPublished()
            ? resource.WithEnvironment("Fleet__Path", $"{FleetConfig.Folder}/{FleetConfig.File}")
            : resource.WithEnvironment("Fleet__Path", fleetFile);

    /// <summary>Where the store of compiled programs lies: here, or on the volume of a pod.</summary>
    public static IResourceBuilder<ProjectResource> WithArtifacts(this IResourceBuilder<ProjectResource> resource, string folder) =>
        resource.WithEnvironment("Artifacts__Path", resource.IsPublished() ? $"{FleetPaths.Store}/artifacts" : folder);

    private static bool IsPublished(this IResourceBuilder<ProjectResource> resource) =>
        resource.ApplicationBuilder.ExecutionContext.IsPublishMode;
}

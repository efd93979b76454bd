using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>A resource as it is shown before anything has happened to it.</summary>
internal static class InitialSnapshot
{
    public static async Task<CustomResourceSnapshot> CreateAsync(
        IResource resource, DistributedApplicationExecutionContext execution, TimeProvider time, CancellationToken cancellationToken)
    {
        resource.TryGetLastAnnotation<ResourceIconAnnotation>(out var icon);
        return new CustomResourceSnapshot
        {
            ResourceType = TypeOf(resource),
            Properties = Properties(resource),
            CreationTimeStamp = time.GetUtcNow().UtcDateTime,
            State = resource.TryGetLastAnnotation<ExplicitStartupAnnotation>(out _) ? KnownResourceStates.NotStarted : KnownResourceStates.Starting,
            HealthReports = [.. resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => new HealthReportSnapshot(check.Key, null, null, null))],
            Relationships = [.. resource.Annotations.OfType<ResourceRelationshipAnnotation>()
                .Select(relation => new RelationshipSnapshot(relation.Resource.Name, relation.Type)).Distinct()],
            Urls = await UrlsAsync(resource, execution, cancellationToken).ConfigureAwait(false),
            IconName = icon?.IconName,
            IconVariant = icon?.IconVariant,
        };
    }

    private static string TypeOf(IResource resource) => resource switch
    {
        ProjectResource => "Project",
        ExecutableResource => "Executable",
        ParameterResource => "Parameter",
        _ => resource.GetType().Name.Replace("Resource", "", StringComparison.Ordinal),
    };

    private static ImmutableArray<ResourcePropertySnapshot> Properties(IResource resource) => resource switch
    {
        ProjectResource project => [new(PropertyNames.ProjectPath, project.GetProjectMetadata().ProjectPath)],
        ExecutableResource executable =>
        [
            new(PropertyNames.ExecutablePath, executable.Command),
            new(PropertyNames.WorkingDirectory, executable.WorkingDirectory),
        ],
        ParameterResource parameter => [new(PropertyNames.Source, $"Parameters:{parameter.Name}")],
        _ => [],
    };

    private static async Task<ImmutableArray<UrlSnapshot>> UrlsAsync(
        IResource resource, DistributedApplicationExecutionContext execution, CancellationToken cancellationToken)
    {
        var urls = new List<ResourceUrlAnnotation>();
        if (resource is IResourceWithEndpoints listener)
        {
            urls.AddRange(listener.GetEndpoints().Where(endpoint => endpoint.IsHttp || endpoint.IsHttps)
                .Select(endpoint => new ResourceUrlAnnotation { Url = endpoint.Url, Endpoint = endpoint }));
        }

        urls.AddRange(resource.Annotations.OfType<ResourceUrlAnnotation>());
        var context = new ResourceUrlsCallbackContext(execution, resource, urls, cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>())
            await annotation.Callback(context).ConfigureAwait(false);
        return [.. context.Urls.Select(Show)];
    }

    private static UrlSnapshot Show(ResourceUrlAnnotation url)
    {
        var address = url is { Endpoint: { } endpoint } && url.Url.StartsWith('/') ? endpoint.Url + url.Url : url.Url;
        return new UrlSnapshot(url.Endpoint?.EndpointName, address, IsInternal: url.DisplayLocation == UrlDisplayLocation.DetailsOnly)
        {
            IsInactive = url.Endpoint is not null,
            DisplayProperties = new UrlDisplayPropertiesSnapshot(url.DisplayText ?? "", url.DisplayOrder ?? 0),
        };
    }
}

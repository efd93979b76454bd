using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    private const string ReferenceType = "Reference";
    private const string ParentType = "Parent";

    /// <summary>Lets the resource find another by its name: <c>services__NAME__ENDPOINT__0</c> holds its URL.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment
    {
        builder.WithReferenceRelationship(source.Resource);
        return builder.WithEnvironment(context =>
        {
            foreach (var endpoint in source.Resource.GetEndpoints())
                Introduce(context, endpoint);
        });
    }

    /// <summary>Lets the resource find one endpoint of another by its name.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, EndpointReference endpointReference)
        where TDestination : IResourceWithEnvironment
    {
        builder.WithReferenceRelationship(endpointReference.Resource);
        return builder.WithEnvironment(context => Introduce(context, endpointReference));
    }

    /// <summary>Lets the resource find a service outside the application by a name.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, string name, Uri uri)
        where TDestination : IResourceWithEnvironment =>
        builder.WithEnvironment($"services__{name}__default__0", uri.ToString());

    /// <summary>Shows that the resource uses another.</summary>
    public static IResourceBuilder<T> WithReferenceRelationship<T>(this IResourceBuilder<T> builder, IResource resource)
        where T : IResource => builder.WithRelationship(resource, ReferenceType);

    /// <summary>Shows the resource under another.</summary>
    public static IResourceBuilder<T> WithParentRelationship<T>(this IResourceBuilder<T> builder, IResource parent)
        where T : IResource => builder.WithRelationship(parent, ParentType);

    /// <summary>Shows the resource under another.</summary>
    public static IResourceBuilder<T> WithParentRelationship<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> parent)
        where T : IResource => builder.WithParentRelationship(parent.Resource);

    /// <summary>Shows how the resource stands to another.</summary>
    public static IResourceBuilder<T> WithRelationship<T>(this IResourceBuilder<T> builder, IResource resource, string type)
        where T : IResource => builder.WithAnnotation(new ResourceRelationshipAnnotation(resource, type));

    /// <summary>A value that a resource is given shows what the resource uses.</summary>
    private static void Relate<T>(this IResourceBuilder<T> builder, object value)
        where T : IResource
    {
        switch (value)
        {
            case IResource resource:
                builder.WithReferenceRelationship(resource);
                break;
            case IValueWithReferences composite:
                foreach (var part in composite.References)
                    builder.Relate(part);
                break;
        }
    }

    private static void Introduce(EnvironmentCallbackContext context, EndpointReference endpoint)
    {
        var service = endpoint.Resource.Name;
        context.EnvironmentVariables[VariableName($"{service}_{endpoint.EndpointName}")] = endpoint;
        // A published project listens for http only; TLS ends before it, and nobody is to be sent to a port without it.
        if (!(context.ExecutionContext.IsPublishMode && endpoint is { IsHttps: true, EndpointAnnotation.FromLaunchProfile: true }))
            context.EnvironmentVariables[$"services__{service}__{endpoint.EndpointName}__0"] = endpoint;
    }

    private static string VariableName(string name) => name.Replace('-', '_').ToUpperInvariant();
}

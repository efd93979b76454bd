using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds container registries.</summary>
public static class ContainerRegistryResourceBuilderExtensions
{
    /// <summary>Adds a registry that is there already.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="endpoint">The registry's host.</param>
    /// <param name="repository">What comes before an image's name in it.</param>
    public static IResourceBuilder<ContainerRegistryResource> AddContainerRegistry(
        this IDistributedApplicationBuilder builder, string name, string endpoint, string? repository = null) =>
        builder.AddResource(new ContainerRegistryResource(
            name,
            ReferenceExpression.Create($"{endpoint}"),
            repository is null ? null : ReferenceExpression.Create($"{repository}")));

    /// <summary>Adds a registry that parameters name.</summary>
    public static IResourceBuilder<ContainerRegistryResource> AddContainerRegistry(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ParameterResource> endpoint,
        IResourceBuilder<ParameterResource>? repository = null) =>
        builder.AddResource(new ContainerRegistryResource(
            name,
            ReferenceExpression.Create($"{endpoint}"),
            repository is null ? null : ReferenceExpression.Create($"{repository}")));

    /// <summary>Keeps the resource's image in a registry.</summary>
    public static IResourceBuilder<TDestination> WithContainerRegistry<TDestination, TContainerRegistry>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<TContainerRegistry> registry)
        where TDestination : IResource
        where TContainerRegistry : IResource, IContainerRegistry =>
        builder.WithAnnotation(new ContainerRegistryReferenceAnnotation(registry.Resource), ResourceAnnotationMutationBehavior.Replace);
}
